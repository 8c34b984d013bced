import { Button, Group, Modal, Text } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';

export interface LeaveGuardProps {
  readonly isChanged: boolean;
  readonly onDrop: () => void;
}

/** Asks before a page with changes is left for another; they stay in the tab. Another tab of the same page is no other page. */
export function LeaveGuard({ isChanged, onDrop }: LeaveGuardProps) {
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => isChanged && current.pathname !== next.pathname,
    enableBeforeUnload: () => isChanged,
    withResolver: true,
  });
  return (
    <Modal opened={status === 'blocked'} onClose={() => reset?.()} title="Your changes are not saved">
      <Text size="sm">They are kept in this tab of the browser, and are here when you come back.</Text>
      <Group mt="md" gap="sm" justify="flex-end">
        <Button variant="subtle" color="gray" onClick={() => reset?.()}>
          Stay
        </Button>
        <Button
          variant="default"
          onClick={() => {
            onDrop();
            proceed?.();
          }}
        >
          Leave and drop them
        </Button>
        <Button data-autofocus onClick={() => proceed?.()}>
          Leave
        </Button>
      </Group>
    </Modal>
  );
}
