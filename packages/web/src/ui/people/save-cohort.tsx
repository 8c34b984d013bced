import type { CohortDefinition } from '@cusp/engine/define/language/ast.ts';
import { Group, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, found } from '../../api/client.ts';
import { asProblem } from '../../api/problem.ts';
import { useProject } from '../../api/use-project.ts';
import { ChangeButton } from '../change-button.tsx';
import { AnchorLink } from '../links.tsx';

export interface SaveCohortProps {
  readonly definition: CohortDefinition;
  readonly suggestedName: string;
}

const LONGEST_NAME = 200;

/** Saves a definition as a cohort, which stays up to date from then on. */
export function SaveCohort({ definition, suggestedName }: SaveCohortProps) {
  const project = useProject();
  const client = useQueryClient();
  const [name, setName] = useState(suggestedName.slice(0, LONGEST_NAME));
  const save = useMutation({
    mutationFn: () =>
      found(api.POST('/api/v1/cohorts', { body: { name: name.trim(), description: '', definition } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['cohorts', project] }),
  });
  if (save.data !== undefined) {
    return (
      <Text size="sm">
        Saved as{' '}
        <AnchorLink to="/$project/cohorts/$cohort" params={{ project, cohort: save.data.id }}>
          <bdi>{save.data.name}</bdi>
        </AnchorLink>
        . It is kept up to date.
      </Text>
    );
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Group gap={8} align="flex-start" wrap="nowrap">
        <TextInput
          size="xs"
          flex={1}
          aria-label="Name of the cohort"
          value={name}
          maxLength={LONGEST_NAME}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
          error={save.error === null ? undefined : asProblem(save.error).message}
        />
        <ChangeButton
          size="xs"
          type="submit"
          variant="default"
          loading={save.isPending}
          disabled={name.trim() === ''}
        >
          Save as cohort
        </ChangeButton>
      </Group>
    </form>
  );
}
