import { Alert, Button, Group, Text } from '@mantine/core';

/** Says that changes of an earlier visit were brought back. */
export function RestoredNotice({ onDrop }: { readonly onDrop: () => void }) {
  return (
    <Alert variant="outline" color="gray" role="status">
      <Group justify="space-between" gap="sm">
        <Text size="sm">Your changes from before are here again. They are not saved yet.</Text>
        <Button size="xs" variant="subtle" onClick={onDrop}>
          Drop them
        </Button>
      </Group>
    </Alert>
  );
}
