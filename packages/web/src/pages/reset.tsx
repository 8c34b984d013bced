import { Button, PasswordInput, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, found } from '../api/client.ts';
import { queryClient } from '../api/query-client.ts';
import { OutsideFrame } from '../features/session/outside-frame.tsx';
import { secretOfAddress } from '../features/session/secret-of-address.ts';
import { ProblemNotice } from '../ui/problem-notice.tsx';

/** Sets a new password with a link that was made for it. */
export function ResetPage() {
  const [token] = useState(secretOfAddress);
  const [password, setPassword] = useState('');
  const navigate = useNavigate();
  const reset = useMutation({
    mutationFn: () => found(api.POST('/api/v1/session/reset', { body: { token, password } })),
    onSuccess: async () => {
      queryClient.clear();
      await navigate({ to: '/' });
    },
  });
  return (
    <OutsideFrame title="Set a new password">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          reset.mutate();
        }}
      >
        <Stack gap="md">
          <PasswordInput
            label="New password"
            autoComplete="new-password"
            value={password}
            onChange={({ currentTarget }) => setPassword(currentTarget.value)}
          />
          {reset.error !== null && <ProblemNotice error={reset.error} />}
          <Button type="submit" loading={reset.isPending}>
            Set password and sign in
          </Button>
        </Stack>
      </form>
    </OutsideFrame>
  );
}
