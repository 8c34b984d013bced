import { Alert, Button, Group, Text } from '@mantine/core';
import type { Typed } from '../draft/draft.ts';

export interface UnreadNoticeProps {
  readonly typed: Typed;
  readonly onGo: () => void;
  readonly onDrop: () => void;
}

/** Says in the other views that what was typed cannot be read, and that it is kept. */
export function UnreadNotice({ typed, onGo, onDrop }: UnreadNoticeProps) {
  const what = typed.view === 'text' ? 'text' : 'JSON';
  const [first] = typed.problems;
  return (
    <Alert variant="outline" color="var(--cusp-stale)" title={`The ${what} as typed cannot be read`}>
      <Text size="sm" className="name">
        {first && first.path !== '' && <code>{first.path}</code>} {first?.message} It is kept as it is. Below
        is what could be read last.
      </Text>
      <Group mt="sm" gap="sm">
        <Button size="xs" variant="default" onClick={onGo}>
          Go to the {what}
        </Button>
        <Button size="xs" variant="subtle" onClick={onDrop}>
          Drop it and go on from here
        </Button>
      </Group>
    </Alert>
  );
}
