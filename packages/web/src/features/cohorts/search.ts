import type { PropertyClause } from '@cusp/engine/define/clauses/property/schema.ts';
import type { View } from './draft/draft.ts';

const VIEWS: readonly View[] = ['builder', 'text', 'json'];
const TABS = ['overview', 'members', 'definition', 'history'] as const;
const SPANS = ['hour', 'day', 'week', 'month'] as const;

export type CohortTab = (typeof TABS)[number];
export type Span = (typeof SPANS)[number];

/** What the list of cohorts keeps in its address. */
export interface CohortsSearch {
  readonly text?: string | undefined;
  readonly archived?: boolean | undefined;
}

export function readCohortsSearch({ text, archived }: Record<string, unknown>): CohortsSearch {
  return {
    ...(typeof text === 'string' && text !== '' && { text }),
    ...(archived === true && { archived }),
  };
}

/** What the page of a new cohort keeps in its address. */
export interface NewCohortSearch {
  readonly view?: View | undefined;
}

export function readNewCohortSearch({ view }: Record<string, unknown>): NewCohortSearch {
  return isOf(VIEWS, view) ? { view } : {};
}

/** What the page of a cohort keeps in its address; what is left out is as it is at first. */
export interface CohortSearch extends NewCohortSearch {
  readonly tab?: CohortTab | undefined;
  /** Of the population's chart. */
  readonly every?: Span | undefined;
  /** Whose membership is explained. */
  readonly why?: string | undefined;
  /** Of members: a part of the id. */
  readonly text?: string | undefined;
  /** Of members: properties that are shown. */
  readonly columns?: readonly string[] | undefined;
  /** Of members: what they have to have besides. */
  readonly having?: readonly PropertyClause[] | undefined;
  /** Of the history: the versions that are compared. */
  readonly before?: number | undefined;
  readonly after?: number | undefined;
}

export function readCohortSearch(search: Record<string, unknown>): CohortSearch {
  const { tab, every, why, text, columns, having, before, after } = search;
  return {
    ...readNewCohortSearch(search),
    ...(isOf(TABS, tab) && tab !== 'overview' && { tab }),
    ...(isOf(SPANS, every) && every !== 'day' && { every }),
    ...textField('why', typeof why === 'number' ? String(why) : why),
    ...textField('text', typeof text === 'number' ? String(text) : text),
    ...(Array.isArray(having) && { having: having.filter(isPropertyClause) }),
    ...(Array.isArray(columns) && { columns: columns.filter((each) => typeof each === 'string') }),
    ...(isVersion(before) && { before }),
    ...(isVersion(after) && { after }),
  };
}

function textField(name: string, value: unknown): Record<string, string> {
  return typeof value === 'string' && value !== '' ? { [name]: value } : {};
}

function isOf<Value extends string>(values: readonly Value[], value: unknown): value is Value {
  return values.includes(value as Value);
}

/** Only the shape that the page needs: the engine says what else is wrong. */
function isPropertyClause(value: unknown): value is PropertyClause {
  const { kind, property, comparison } = (value ?? {}) as Partial<PropertyClause>;
  return kind === 'property' && typeof property === 'string' && typeof comparison?.op === 'string';
}

function isVersion(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1;
}
