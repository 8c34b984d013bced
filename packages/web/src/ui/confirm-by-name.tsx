import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import type { Role } from '../api/use-role.ts';
import { ChangeButton } from './change-button.tsx';

export interface ConfirmByNameProps {
  /** What has to be typed. */
  readonly name: string;
  /** On the buttons, such as "End sync". */
  readonly verb: string;
  readonly title: string;
  /** What happens, and what stays as it is. */
  readonly what: string;
  /** The least role that it takes. */
  readonly least?: Role;
  readonly isBusy: boolean;
  readonly onConfirm: () => void;
}

/** For what cannot be undone: a button that asks for the name first. */
export function ConfirmByName({ name, verb, title, what, least, isBusy, onConfirm }: ConfirmByNameProps) {
  const [isOpen, dialog] = useDisclosure(false);
  const [typed, setTyped] = useState('');
  return (
    <>
      <ChangeButton
        size="xs"
        variant="default"
        c="var(--cusp-exited)"
        {...(least && { least })}
        onClick={dialog.open}
      >
        {verb}
      </ChangeButton>
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
