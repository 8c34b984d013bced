import type { CohortDefinition } from '@cusp/engine/define/language/ast.ts';
import { checkCohort } from '@cusp/engine/define/language/check.ts';
import { parseCohort } from '@cusp/engine/define/language/parse.ts';
import type { Problem } from '@cusp/engine/util/result.ts';
import type { DraftDefinition } from '../tree/definition.ts';

/** The ways to see and to write a definition. */
export type View = 'builder' | 'text' | 'json';

/** Text or JSON as somebody typed it, kept as it is until another view changes the definition. */
export interface Typed {
  readonly view: 'text' | 'json';
  readonly source: string;
  /** Why it cannot be read; empty: it can, and is what the definition says. */
  readonly problems: readonly Problem[];
  /** What stood there before this typing is a step to go back to already. */
  readonly isRemembered: boolean;
}

/** A cohort while somebody writes it. */
export interface Draft {
  readonly name: string;
  readonly description: string;
  /** What was written, or of typed text that cannot be read what could be read last. */
  readonly definition: DraftDefinition;
  readonly typed: Typed | undefined;
  /** Definitions to go back to, the latest last, and to go forward to, the next first. */
  readonly past: readonly DraftDefinition[];
  readonly future: readonly DraftDefinition[];
}

export type DraftEdit =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'description'; readonly description: string }
  | { readonly kind: 'define'; readonly definition: DraftDefinition }
  | { readonly kind: 'type'; readonly view: 'text' | 'json'; readonly source: string }
  | { readonly kind: 'drop-typed' }
  | { readonly kind: 'undo' }
  | { readonly kind: 'redo' };

const MOST_STEPS = 100;

export const NO_DEFINITION: DraftDefinition = { unit: 'user', where: undefined };

export function newDraft(definition: DraftDefinition, name = '', description = ''): Draft {
  return { name, description, definition, typed: undefined, past: [], future: [] };
}

/** The draft after an edit. */
export function edited(draft: Draft, edit: DraftEdit): Draft {
  switch (edit.kind) {
    case 'name':
      return { ...draft, name: edit.name };
    case 'description':
      return { ...draft, description: edit.description };
    case 'define':
      return edit.definition === draft.definition
        ? draft
        : { ...draft, ...remembered(draft), definition: edit.definition, typed: undefined };
    case 'type':
      return typedInto(draft, edit.view, edit.source);
    case 'drop-typed':
      return { ...draft, typed: undefined };
    case 'undo': {
      const before = draft.past.at(-1);
      if (before === undefined) return draft;
      return {
        ...draft,
        definition: before,
        typed: undefined,
        past: draft.past.slice(0, -1),
        future: [draft.definition, ...draft.future],
      };
    }
    case 'redo': {
      const [next, ...future] = draft.future;
      if (next === undefined) return draft;
      return { ...draft, ...remembered(draft), definition: next, typed: undefined, future };
    }
  }
}

function typedInto(draft: Draft, view: Typed['view'], source: string): Draft {
  const read = view === 'text' ? parseCohort(source) : readJson(source);
  const isRemembered = draft.typed?.view === view && draft.typed.isRemembered;
  if (!read.ok) return { ...draft, typed: { view, source, problems: read.problems, isRemembered } };
  const typed: Typed = { view, source, problems: [], isRemembered };
  if (isSame(read.value, draft.definition)) return { ...draft, typed };
  // What is typed in one go is one step to go back.
  const steps = isRemembered ? { past: draft.past, future: [] } : remembered(draft);
  return { ...draft, ...steps, definition: read.value, typed: { ...typed, isRemembered: true } };
}

/** JSON as a definition, or what is wrong with it; a mistake in the JSON itself has the path ''. */
export function readJson(source: string): ReturnType<typeof checkCohort> {
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { ok: false, problems: [{ code: 'bad-json', message: `This is not JSON: ${why}`, path: '' }] };
  }
  return checkCohort(value);
}

/** Do two definitions read the same, field by field? */
export function isSame(a: DraftDefinition, b: DraftDefinition): boolean {
  return JSON.stringify(normal(a)) === JSON.stringify(normal(b));
}

function normal(definition: DraftDefinition): DraftDefinition | CohortDefinition {
  if (definition.where === undefined) return definition;
  const read = checkCohort(definition);
  return read.ok ? read.value : definition;
}

function remembered({ past, definition }: Draft): Pick<Draft, 'past' | 'future'> {
  return { past: [...past, definition].slice(-MOST_STEPS), future: [] };
}
