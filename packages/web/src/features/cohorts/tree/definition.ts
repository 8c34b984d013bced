import type { ClauseNode, CohortDefinition, Condition } from '@cusp/engine/define/language/ast.ts';
import { checkCohort } from '@cusp/engine/define/language/check.ts';
import { printClause } from '@cusp/engine/define/language/print-clause.ts';
import type { EventSelector } from '@cusp/engine/define/selector/event-selector.ts';
import type { Problem } from '@cusp/engine/util/result.ts';
import { finishedEvent } from '../../../ui/fields/event-field.tsx';
import type { Tree } from './edits.ts';
import { type Leaf, leavesOf } from './leaves.ts';
import { isGroup } from './path.ts';

/** A definition that is being written: without any condition yet, or with some that are only begun. */
export interface DraftDefinition {
  readonly unit: CohortDefinition['unit'];
  readonly where: Tree;
}

export interface Unfinished {
  readonly leaf: Leaf;
  readonly problems: readonly Problem[];
}

export interface Finished {
  /** What can be asked about already, in normal form; undefined when nothing can. */
  readonly definition: CohortDefinition | undefined;
  /** Conditions that are only begun, in the order in which they are read. */
  readonly unfinished: readonly Unfinished[];
  /** In the language's words, by where it stands in the draft: every condition that `definition` has, in its order. */
  readonly texts: ReadonlyMap<string, string>;
  /** Everything is finished: `definition` is all that was written. */
  readonly isWhole: boolean;
}

/** What of a definition is finished. Names and filters that were only begun are left out of their conditions, and conditions out of their groups. */
export function finishedPart({ unit, where }: DraftDefinition): Finished {
  if (where === undefined) return { definition: undefined, unfinished: [], texts: new Map(), isWhole: false };
  const whole = checkCohort({ unit, where });
  const leaves = leavesOf(where);
  if (whole.ok) return { definition: whole.value, unfinished: [], texts: textsOf(leaves), isWhole: true };
  const unfinished = leaves.flatMap((leaf) => {
    const problems = whole.problems.filter(
      ({ path }) => path === leaf.place || path.startsWith(`${leaf.place}.`),
    );
    return problems.length === 0 ? [] : [{ leaf, problems }];
  });
  const part = finishedConditions(where);
  const read = part && checkCohort({ unit, where: part });
  const kept = leaves.flatMap((leaf) => {
    const clause = finishedClause(leaf.clause);
    return clause === undefined ? [] : [{ ...leaf, clause }];
  });
  return {
    definition: read?.ok ? read.value : undefined,
    unfinished,
    texts: textsOf(kept),
    isWhole: false,
  };
}

function textsOf(leaves: readonly Leaf[]): ReadonlyMap<string, string> {
  return new Map(leaves.map(({ place, clause }) => [place, printClause(clause)]));
}

function finishedConditions(condition: Condition): Condition | undefined {
  if (condition.kind === 'not') {
    const inner = finishedConditions(condition.condition);
    return inner && { kind: 'not', condition: inner };
  }
  if (isGroup(condition)) {
    const conditions = condition.conditions.flatMap((part) => finishedConditions(part) ?? []);
    return conditions.length === 0 ? undefined : { kind: condition.kind, conditions };
  }
  return finishedClause(condition);
}

function finishedClause(clause: ClauseNode): ClauseNode | undefined {
  const finished = finishedSelectors(clause) as ClauseNode;
  return checkCohort({ unit: 'user', where: finished }).ok ? finished : undefined;
}

/** Any value with the selectors in it finished. One whose every name was only begun keeps an empty one: it must not come to mean any event. */
function finishedSelectors(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(finishedSelectors);
  if (isSelector(value)) {
    const { names, filters } = finishedEvent(value);
    return { ...value, names: names.length === 0 ? value.names.slice(0, 1) : names, filters };
  }
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, finishedSelectors(field)]));
}

function isSelector(value: object): value is EventSelector {
  return 'names' in value && 'filters' in value && Array.isArray(value.names) && Array.isArray(value.filters);
}
