import { Button, Code, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, found } from '../api/client.ts';
import { queryClient } from '../api/query-client.ts';
import { waysIn } from '../api/session.ts';
import { OutsideFrame } from '../features/session/outside-frame.tsx';
import { ProblemNotice } from '../ui/problem-notice.tsx';

/** The ways in that this server has for this browser. */
export function SignInPage() {
  const ways = useQuery({ queryKey: ['ways-in'], queryFn: waysIn, staleTime: 0 });
  const open = ways.data ?? [];
  return (
    <OutsideFrame title="Sign in">
      {ways.error !== null && <ProblemNotice error={ways.error} onRetry={() => void ways.refetch()} />}
      {open.includes('password') && <PasswordForm />}
      {open.includes('link') && (
        <Stack gap="sm">
          <Text size="sm">
            {open.includes('password')
              ? 'Or, on the machine where Cusp runs,'
              : 'On the machine where Cusp runs,'}{' '}
            ask for a link that works once:
          </Text>
          <Code block>npx cusp open</Code>
        </Stack>
      )}
      {open.includes('invitation') && (
        <Stack gap="sm">
          <Text size="sm">
            Nobody has an account yet. Where the server runs, make a link for the first owner:
          </Text>
          <Code block>npx cusp team invite you@example.com</Code>
        </Stack>
      )}
    </OutsideFrame>
  );
}

function PasswordForm() {
  const navigate = useNavigate();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useMutation({
    mutationFn: () => found(api.POST('/api/v1/session', { body: { email: email.trim(), password } })),
    onSuccess: async () => {
      queryClient.clear();
      await navigate({ to: '/' });
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        signIn.mutate();
      }}
    >
      <Stack gap="md">
        <TextInput
          label="Email"
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          value={email}
          onChange={({ currentTarget }) => setEmail(currentTarget.value)}
        />
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          onChange={({ currentTarget }) => setPassword(currentTarget.value)}
        />
        {signIn.error !== null && <ProblemNotice error={signIn.error} />}
        <Button type="submit" loading={signIn.isPending}>
          Sign in
        </Button>
      </Stack>
    </form>
  );
}
