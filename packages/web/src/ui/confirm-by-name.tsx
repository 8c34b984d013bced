import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';

export interface ConfirmByNameProps {
  /** What has to be typed. */
  readonly name: string;
  /** On the buttons, such as "End sync". */
  readonly verb: string;
  readonly title: string;
  /** What happens, and what stays as it is. */
  readonly what: string;
  readonly isBusy: boolean;
  readonly onConfirm: () => void;
}

/** For what cannot be undone: a button that asks for the name first. */
export function ConfirmByName({ name, verb, title, what, isBusy, onConfirm }: ConfirmByNameProps) {
  const [isOpen, dialog] = useDisclosure(false);
  const [typed, setTyped] = useState('');
  return (
    <>
      <Button size="xs" variant="default" c="var(--cusp-exited)" onClick={dialog.open}>
        {verb}
      </Button>
      <Modal
        opened={isOpen}
        onClose={dialog.close}
        title={title}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (typed === name) onConfirm();
          }}
        >
          <Stack gap="md">
            <Text size="sm">{what}</Text>
            <TextInput
              label={
                <>
                  Type <bdi>{name}</bdi> to confirm
                </>
              }
              value={typed}
              autoComplete="off"
              data-autofocus
              onChange={({ currentTarget }) => setTyped(currentTarget.value)}
            />
            <Group justify="flex-end">
              <Button variant="default" onClick={dialog.close}>
                Keep it
              </Button>
              <Button type="submit" color="red" disabled={typed !== name} loading={isBusy}>
                {verb}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}
