import { Alert, Button, Group, List, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { asProblem } from '../api/problem.ts';

export interface ProblemNoticeProps {
  readonly error: unknown;
  /** What is safe although this went wrong, in a sentence. */
  readonly safe?: string;
  readonly onRetry?: () => void;
}

/** What went wrong, what is safe, and what to do, with each field that the server named. */
export function ProblemNotice({ error, safe, onRetry }: ProblemNoticeProps) {
  const { status, code, message, problems } = asProblem(error);
  return (
    <Alert
      role="alert"
      variant="outline"
      color="var(--cusp-exited)"
      icon={<IconAlertTriangle size={18} />}
      title={titleOf(status, code)}
    >
      {problems.length > 1 ? (
        <List size="sm" spacing={2}>
          {problems.map((problem) => (
            <List.Item key={`${problem.path} ${problem.code} ${problem.message}`}>
              {problem.path !== '' && problem.path !== undefined && <code>{problem.path}</code>}{' '}
              {problem.message}
            </List.Item>
          ))}
        </List>
      ) : (
        <Text size="sm" className="name">
          {message}
        </Text>
      )}
      {(safe !== undefined || onRetry !== undefined) && (
        <Group mt="sm" gap="sm">
          {onRetry !== undefined && (
            <Button size="xs" variant="default" onClick={onRetry}>
              Try again
            </Button>
          )}
          {safe !== undefined && (
            <Text size="sm" c="dimmed">
              {safe}
            </Text>
          )}
        </Group>
      )}
    </Alert>
  );
}

function titleOf(status: number, code: string): string {
  if (status === 0) return 'No answer';
  if (status >= 500) return 'The server failed';
  return code === 'role-too-low' ? 'Your role does not allow this' : 'This cannot be answered as asked';
}
