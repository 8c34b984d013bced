import { printCohort } from '@cusp/engine/define/language/print.ts';
import type { Problem } from '@cusp/engine/util/result.ts';
import { type Finished, finishedPart } from '../tree/definition.ts';
import type { Draft, Typed } from './draft.ts';

/** The same draft as each view shows it. */
export interface DraftViews {
  readonly finished: Finished;
  readonly text: string;
  readonly json: string;
  /** What was typed and cannot be read: the other views show what could be read last. */
  readonly unread: Typed | undefined;
  /** Why it cannot be saved yet, in a sentence; undefined: it can. */
  readonly hindrance: string | undefined;
}

/** The draft in each of its forms. Where conditions are only begun, the text has the others. */
export function viewsOf(draft: Draft): DraftViews {
  const { definition, typed } = draft;
  const finished = finishedPart(definition);
  const unread = typed !== undefined && typed.problems.length > 0 ? typed : undefined;
  const written = finished.isWhole && finished.definition ? finished.definition : definition;
  return {
    finished,
    text:
      typed?.view === 'text'
        ? typed.source
        : finished.definition
          ? printCohort(finished.definition)
          : headOf(draft),
    json: typed?.view === 'json' ? typed.source : JSON.stringify(written, null, 2),
    unread,
    hindrance: hindranceOf(draft, finished, unread),
  };
}

function headOf({ definition }: Draft): string {
  return definition.unit === 'user' ? 'users who ' : 'accounts who ';
}

function hindranceOf(
  { name, definition }: Draft,
  finished: Finished,
  unread: Typed | undefined,
): string | undefined {
  if (unread !== undefined) {
    const [first] = unread.problems as readonly (Problem | undefined)[];
    return `The ${unread.view === 'text' ? 'text' : 'JSON'} cannot be read yet: ${first?.message ?? 'see there'}`;
  }
  if (definition.where === undefined) return 'Add a condition first.';
  if (!finished.isWhole) {
    const amount = finished.unfinished.length;
    if (amount === 0) return 'The definition goes beyond what a cohort may hold.';
    return amount === 1 ? 'One condition is not finished.' : `${amount} conditions are not finished.`;
  }
  return name.trim() === '' ? 'Give it a name.' : undefined;
}
