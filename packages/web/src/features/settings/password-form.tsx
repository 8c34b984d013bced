import { Button, PasswordInput, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, found } from '../../api/client.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';

/** Changes the password of one's own account, which signs all other browsers out. */
export function PasswordForm() {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const change = useMutation({
    mutationFn: () => found(api.POST('/api/v1/session/password', { body: { current, next } })),
    onSuccess: () => {
      setCurrent('');
      setNext('');
      notifications.show({ message: 'The password is changed, and all other browsers are signed out.' });
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate();
      }}
    >
      <Stack gap="md" maw={360}>
        <PasswordInput
          label="The present one"
          autoComplete="current-password"
          value={current}
          onChange={({ currentTarget }) => setCurrent(currentTarget.value)}
        />
        <PasswordInput
          label="The new one"
          autoComplete="new-password"
          value={next}
          onChange={({ currentTarget }) => setNext(currentTarget.value)}
        />
        {change.error !== null && <ProblemNotice error={change.error} safe="The password is as it was." />}
        <Button type="submit" loading={change.isPending} disabled={current === '' || next === ''}>
          Change password
        </Button>
      </Stack>
    </form>
  );
}
