import { z } from 'zod';
import type { CohortLookup } from '../../define/clauses/define-clause.ts';
import { checkCohort } from '../../define/language/check.ts';
import { printCohort } from '../../define/language/print.ts';
import { printSelector } from '../../define/language/print-selector.ts';
import { eventSelector } from '../../define/selector/event-selector.ts';

/** Something that narrows a question: which events, or whose. */
export interface FilterUsed {
  /** Where it stands in the spec. */
  readonly path: string;
  /** In the language's words, on one line. */
  readonly words: string;
}

const selector = z.object(eventSelector.shape);
const definition = z.looseObject({ unit: z.enum(['user', 'account']), where: z.unknown() });
/** Fields that name a stored cohort. */
const NAMES_A_COHORT: readonly string[] = ['cohort', 'baseline', 'comparable'];

/** Every event selector and cohort of a spec, however deep, in the order of its fields. One that lets any event pass narrows nothing. */
export function filtersUsed(spec: unknown, cohorts: CohortLookup): readonly FilterUsed[] {
  return inside(spec, '', cohorts);
}

function inside(value: unknown, path: string, cohorts: CohortLookup): FilterUsed[] {
  const key = path.slice(path.lastIndexOf('.') + 1);
  if (typeof value === 'string')
    return NAMES_A_COHORT.includes(key) ? [{ path, words: cohortWords(value, cohorts) }] : [];
  if (typeof value !== 'object' || value === null) return [];
  const selected = selector.safeParse(value);
  if (selected.success) {
    const { names, filters } = selected.data;
    return names.length + filters.length === 0 ? [] : [{ path, words: printSelector(selected.data) }];
  }
  if (definition.safeParse(value).success) {
    const checked = checkCohort(value);
    return checked.ok ? [{ path, words: onOneLine(printCohort(checked.value)) }] : [];
  }
  return Object.entries(value).flatMap(([name, part]) =>
    inside(part, path === '' ? name : `${path}.${name}`, cohorts),
  );
}

function cohortWords(name: string, cohorts: CohortLookup): string {
  const found = cohorts.definition(name);
  const words = `cohort ${JSON.stringify(name)}`;
  return found === undefined ? words : `${words}: ${onOneLine(printCohort(found))}`;
}

/** Texts of the language hold no line breaks of their own: they are written as escapes. */
function onOneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ');
}
