import { Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, found } from '../api/client.ts';
import { asProblem } from '../api/problem.ts';
import { queryClient } from '../api/query-client.ts';
import { OutsideFrame } from '../features/session/outside-frame.tsx';
import { secretOfAddress } from '../features/session/secret-of-address.ts';
import { Loaded } from '../ui/loaded.tsx';
import { ProblemNotice } from '../ui/problem-notice.tsx';

/** Accepts an invitation: with a new account, or with the one that its address has. */
export function JoinPage() {
  const [token] = useState(secretOfAddress);
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const invitation = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => found(api.POST('/api/v1/session/invitation', { body: { token } })),
    retry: false,
  });
  const accept = useMutation({
    mutationFn: (hasAccount: boolean) =>
      found(
        api.POST('/api/v1/session/invitation/accept', {
          body: {
            token,
            email: invitation.data?.email ?? email.trim(),
            password,
            ...(hasAccount ? {} : { name: name.trim() }),
          },
        }),
      ),
    onSuccess: async ({ project }) => {
      queryClient.clear();
      await navigate({ to: '/$project', params: { project } });
    },
  });
  const fieldError = (path: string) =>
    accept.error === null
      ? undefined
      : asProblem(accept.error).problems.find((each) => each.path === path)?.message;
  return (
    <OutsideFrame title="Join a project">
      <Loaded query={invitation} skeleton={[160]}>
        {({ project, role, email: invited, hasAccount, invitedBy }) => (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              accept.mutate(hasAccount);
            }}
          >
            <Stack gap="md">
              <Text size="sm" className="name">
                You are invited to <bdi>{project}</bdi> as {role}, by <bdi>{invitedBy}</bdi>.
              </Text>
              {!hasAccount && (
                <TextInput
                  label="Your name"
                  autoComplete="name"
                  value={name}
                  error={fieldError('name')}
                  onChange={({ currentTarget }) => setName(currentTarget.value)}
                />
              )}
              <TextInput
                label="Email"
                type="email"
                autoComplete="username"
                readOnly={invited !== null}
                value={invited ?? email}
                error={fieldError('email')}
                onChange={({ currentTarget }) => setEmail(currentTarget.value)}
              />
              <PasswordInput
                label={hasAccount ? 'Your password' : 'A password'}
                autoComplete={hasAccount ? 'current-password' : 'new-password'}
                value={password}
                error={fieldError('password')}
                onChange={({ currentTarget }) => setPassword(currentTarget.value)}
              />
              {accept.error !== null && <ProblemNotice error={accept.error} />}
              <Button type="submit" loading={accept.isPending}>
                Join
              </Button>
            </Stack>
          </form>
        )}
      </Loaded>
    </OutsideFrame>
  );
}
