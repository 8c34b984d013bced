import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, found } from '../../../api/client.ts';
import { oneCohort } from '../../../api/cohorts.ts';
import { asProblem } from '../../../api/problem.ts';
import { isSame } from '../draft/draft.ts';
import type { DraftBase } from '../draft/stored-draft.ts';
import type { DraftHandle } from '../draft/use-draft.ts';
import { baseOf } from './base-of.ts';

/** The server's word for a change on top of a version that is not the newest any more. */
const CHANGED_MEANWHILE = 'changed-meanwhile';

export interface Save {
  /** Saves the changes made to a version: the one that the edit began with, or another that the person has seen. */
  readonly save: (onTopOf?: DraftBase) => void;
  readonly isPending: boolean;
  readonly error: unknown;
  readonly nameError: string | undefined;
  /** Somebody else saved meanwhile: what they saved. */
  readonly conflict: DraftBase | undefined;
  readonly closeConflict: () => void;
}

/** Saves a draft of a cohort; what somebody else saved meanwhile is never replaced unseen. */
export function useSave(project: string, id: string, handle: DraftHandle, onSaved: () => void): Save {
  const client = useQueryClient();
  const [conflict, setConflict] = useState<DraftBase>();
  const { draft, finished, base, restart } = handle;
  const save = useMutation({
    mutationFn: (onTopOf: DraftBase | undefined) => {
      const from = onTopOf ?? base;
      const isOther = from === undefined || !isSame(draft.definition, from.definition);
      const body = {
        name: draft.name.trim(),
        description: draft.description,
        ...(isOther && { definition: finished.definition }),
        ...(from && { ifVersion: from.version }),
      };
      return found(api.PATCH('/api/v1/cohorts/{id}', { params: { path: { id } }, body }));
    },
    onSuccess: async (saved) => {
      setConflict(undefined);
      client.setQueryData(['cohorts', project, id], saved);
      restart(baseOf(saved));
      onSaved();
      await client.invalidateQueries({ queryKey: ['cohorts', project] });
    },
    onError: async (error) => {
      if (asProblem(error).code !== CHANGED_MEANWHILE) return;
      const theirs = await client.fetchQuery({ ...oneCohort(project, id), staleTime: 0 });
      setConflict(baseOf(theirs));
    },
  });
  const problem = save.error === null ? undefined : asProblem(save.error);
  const isConflict = problem?.code === CHANGED_MEANWHILE;
  return {
    save: (onTopOf) => save.mutate(onTopOf),
    isPending: save.isPending,
    error: problem === undefined || isConflict ? undefined : save.error,
    nameError: problem?.problems.find(({ path }) => path === 'name' || path.endsWith('.name'))?.message,
    conflict,
    closeConflict: () => setConflict(undefined),
  };
}
