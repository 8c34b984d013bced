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
  const { status, message, problems } = asProblem(error);
  const title =
    status === 0 ? 'No answer' : status >= 500 ? 'The server failed' : 'This cannot be answered as asked';
  return (
    <Alert
      role="alert"
      variant="outline"
      color="var(--cusp-exited)"
      icon={<IconAlertTriangle size={18} />}
      title={title}
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
