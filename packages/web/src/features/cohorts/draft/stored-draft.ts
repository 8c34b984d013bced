import type { CohortDefinition } from '@cusp/engine/define/language/ast.ts';
import type { Draft } from './draft.ts';

/** What an edit began with: the saved cohort as it was then. */
export interface DraftBase {
  readonly version: number;
  readonly name: string;
  readonly description: string;
  readonly definition: CohortDefinition;
}

export interface StoredDraft {
  /** Undefined for a cohort that is not saved yet. */
  readonly base: DraftBase | undefined;
  readonly draft: Draft;
}

/** The place of a draft in the browser's tab: one for each cohort of each project, and one for a new one. */
export function draftKey(project: string, cohort: string | undefined): string {
  return `cusp-draft:${project}:${cohort ?? 'new'}`;
}

/** The draft that a reload or a change of page left there. */
export function readDraft(key: string): StoredDraft | undefined {
  try {
    const stored = sessionStorage.getItem(key);
    return stored === null ? undefined : (JSON.parse(stored) as StoredDraft);
  } catch {
    return undefined;
  }
}

/** Keeps a draft, or forgets it when there is nothing to keep. What does not fit is not kept: the page itself still has it. */
export function writeDraft(key: string, stored: StoredDraft | undefined): void {
  try {
    if (stored === undefined) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify({ ...stored, draft: withoutSteps(stored.draft) }));
  } catch {
    sessionStorage.removeItem(key);
  }
}

function withoutSteps(draft: Draft): Draft {
  return { ...draft, past: draft.past.slice(-20), future: [] };
}
