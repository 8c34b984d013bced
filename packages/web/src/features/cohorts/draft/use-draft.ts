import { useEffect, useMemo, useReducer, useRef } from 'react';
import { type Draft, type DraftEdit, edited, isSame, NO_DEFINITION, newDraft } from './draft.ts';
import { type DraftBase, draftKey, readDraft, type StoredDraft, writeDraft } from './stored-draft.ts';
import { type DraftViews, viewsOf } from './views.ts';

export interface DraftHandle extends DraftViews {
  readonly draft: Draft;
  readonly base: DraftBase | undefined;
  readonly edit: (edit: DraftEdit) => void;
  readonly isChanged: boolean;
  /** Changes of an earlier visit were found and brought back. */
  readonly isRestored: boolean;
  /** Begins anew from what is saved; every change since is dropped. */
  readonly restart: (base: DraftBase | undefined) => void;
  /** Keeps the changes, as changes of a newer version. */
  readonly rebase: (base: DraftBase) => void;
  /** Forgets the kept copy, as when it was saved. */
  readonly forget: () => void;
}

type Step =
  | { readonly kind: 'edit'; readonly edit: DraftEdit }
  | { readonly kind: 'restart'; readonly base: DraftBase | undefined }
  | { readonly kind: 'rebase'; readonly base: DraftBase };

function stepped({ base, draft }: StoredDraft, step: Step): StoredDraft {
  if (step.kind === 'edit') return { base, draft: edited(draft, step.edit) };
  return { base: step.base, draft: step.kind === 'rebase' ? draft : begun(step.base) };
}

function begun(base: DraftBase | undefined): Draft {
  return base === undefined
    ? newDraft(NO_DEFINITION)
    : newDraft(base.definition, base.name, base.description);
}

/** A cohort that somebody writes. Changes that are not saved stay in the tab, by cohort, until they are saved or dropped. */
export function useDraft(
  project: string,
  cohort: string | undefined,
  saved: DraftBase | undefined,
): DraftHandle {
  const key = draftKey(project, cohort);
  const found = useRef<StoredDraft>(undefined);
  const [state, step] = useReducer(stepped, key, (at): StoredDraft => {
    found.current = readDraft(at);
    return found.current ?? { base: saved, draft: begun(saved) };
  });
  const { base, draft } = state;
  const isChanged = hasChanged(state);
  const isForgotten = useRef(false);
  useEffect(() => {
    if (!isForgotten.current) writeDraft(key, isChanged ? state : undefined);
  }, [key, state, isChanged]);
  // What was saved elsewhere meanwhile replaces a draft in which nothing was changed.
  useEffect(() => {
    if (saved && !isChanged && base?.version !== saved.version) step({ kind: 'restart', base: saved });
  }, [saved, isChanged, base]);
  const views = useMemo(() => viewsOf(draft), [draft]);
  return {
    ...views,
    draft,
    base,
    isChanged,
    isRestored: found.current !== undefined,
    edit: (edit) => step({ kind: 'edit', edit }),
    restart: (to) => {
      found.current = undefined;
      step({ kind: 'restart', base: to });
    },
    rebase: (to) => step({ kind: 'rebase', base: to }),
    forget: () => {
      isForgotten.current = true;
      writeDraft(key, undefined);
    },
  };
}

function hasChanged({ base, draft }: StoredDraft): boolean {
  const { name, description, definition } = begun(base);
  return (
    draft.name !== name ||
    draft.description !== description ||
    (draft.typed?.problems.length ?? 0) > 0 ||
    !isSame(draft.definition, definition)
  );
}
