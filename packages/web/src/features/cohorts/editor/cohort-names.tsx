import { Textarea, TextInput } from '@mantine/core';
import type { DraftHandle } from '../draft/use-draft.ts';

const LONGEST_NAME = 200;
const LONGEST_DESCRIPTION = 2_000;

export interface CohortNamesProps {
  readonly handle: DraftHandle;
  /** Why the server refused the name. */
  readonly nameError?: string | undefined;
}

/** What the cohort is called, and what it is for. */
export function CohortNames({ handle, nameError }: CohortNamesProps) {
  const { draft, edit } = handle;
  return (
    <>
      <TextInput
        label="Name"
        placeholder="Such as: upgrade ready"
        maxLength={LONGEST_NAME}
        value={draft.name}
        error={nameError}
        onChange={({ currentTarget }) => edit({ kind: 'name', name: currentTarget.value })}
      />
      <Textarea
        label="What it is for"
        placeholder="For those who meet it later"
        autosize
        minRows={1}
        maxRows={6}
        maxLength={LONGEST_DESCRIPTION}
        value={draft.description}
        onChange={({ currentTarget }) => edit({ kind: 'description', description: currentTarget.value })}
      />
    </>
  );
}
