import { Button, Group, Popover, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { useState } from 'react';
import { api, found } from '../api/client.ts';
import { asProblem } from '../api/problem.ts';
import { useProject } from '../api/use-project.ts';
import { ChangeButton } from './change-button.tsx';
import { pageOfAddress } from './page-of-address.ts';

const LONGEST_NAME = 200;

/** Saves the page as it stands in its address under a name, for everybody in the project. */
export function SaveReport() {
  const project = useProject();
  const client = useQueryClient();
  const { pathname, search } = useLocation();
  const kind = pageOfAddress(pathname);
  const [name, setName] = useState('');
  const [isOpen, setOpen] = useState(false);
  const save = useMutation({
    mutationFn: () =>
      found(
        api.POST('/api/v1/reports', {
          body: { name: name.trim(), kind: kind ?? '', search: { ...search }, description: '' },
        }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: ['reports', project] }),
  });
  if (kind === undefined) return null;
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" width={320} trapFocus>
      <Popover.Target>
        <ChangeButton
          size="xs"
          variant="default"
          onClick={() => {
            save.reset();
            setOpen(!isOpen);
          }}
        >
          Save
        </ChangeButton>
      </Popover.Target>
      <Popover.Dropdown>
        {save.data !== undefined ? (
          <Text size="sm" className="name">
            Saved as <bdi>{save.data.name}</bdi>. It is on the page Saved reports and in search.
          </Text>
        ) : (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              save.mutate();
            }}
          >
            <Stack gap="sm">
              <TextInput
                label="Name of the report"
                maxLength={LONGEST_NAME}
                value={name}
                error={save.error === null ? undefined : asProblem(save.error).message}
                onChange={({ currentTarget }) => setName(currentTarget.value)}
              />
              <Group justify="flex-end">
                <Button size="xs" type="submit" loading={save.isPending} disabled={name.trim() === ''}>
                  Save report
                </Button>
              </Group>
            </Stack>
          </form>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
