import { Alert, Button, Group, List, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { asProblem } from '../api/problem.ts';

const BEGIN_SERVER_ERRORS = 500;

export interface ProblemNoticeProps {
  readonly error: unknown;
  /** What is safe although this went wrong, in a sentence. */
  readonly safe?: string;
  readonly onRetry?: () => void;
  readonly isRetrying?: boolean;
}

/** What went wrong, what is safe, and what to do, with each field that the server named. */
export function ProblemNotice({ error, safe, onRetry, isRetrying = false }: ProblemNoticeProps) {
  const { status, message, problems } = asProblem(error);
  const { title, advice, mayPass } = adviceOn(status);
  const retry = mayPass ? onRetry : undefined;
  return (
    <Alert
      role="alert"
      variant="outline"
      color={status === 404 ? 'var(--cusp-unknown)' : 'var(--cusp-exited)'}
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
          {sentence(problems[0]?.message ?? message)}
        </Text>
      )}
      <Text size="sm" c="dimmed" mt={4}>
        {[mayPass ? safe : undefined, advice].filter((each) => each !== undefined).join(' ')}
      </Text>
      {retry !== undefined && (
        <Group mt="sm">
          <Button size="xs" variant="default" loading={isRetrying} onClick={retry}>
            Try again
          </Button>
        </Group>
      )}
    </Alert>
  );
}

interface Advice {
  readonly title: string;
  /** What the person may do. */
  readonly advice?: string;
  /** Whether the same request may be answered another time. */
  readonly mayPass: boolean;
}

function adviceOn(status: number): Advice {
  if (status === 0)
    return {
      title: 'No answer',
      advice: 'See whether the server runs and this device is online.',
      mayPass: true,
    };
  if (status === 404)
    return {
      title: 'Not found',
      advice: 'It may have been removed or renamed, or the address was cut off.',
      mayPass: false,
    };
  if (status === 403) return { title: 'Your role does not allow this', mayPass: false };
  if (status === 429) return { title: 'Too much at once', advice: 'Wait a moment.', mayPass: true };
  if (status >= BEGIN_SERVER_ERRORS)
    return {
      title: 'The server failed',
      advice: 'Try again; if it goes on, the log of the server says why.',
      mayPass: true,
    };
  return { title: 'This cannot be answered as asked', mayPass: false };
}

/** With a capital at its beginning and a full stop at its end. */
function sentence(text: string): string {
  const begun = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}
