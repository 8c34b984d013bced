import { namesSql } from '../../define/selector/event-selector.ts';
import { RECORD_NAMES } from '../../model/event.ts';
import type { EventStore, QueryOptions } from '../../store/event-store.ts';
import { allOf, joinSql, type Sql, sql } from '../../store/sql/fragment.ts';
import { instant, param } from '../../store/sql/parameter.ts';
import { must } from '../../util/assert.ts';
import { problemError } from '../../util/problem-error.ts';
import { decodeBreakdownValue, encodedBreakdownValue } from '../funnel/breakdown-value.ts';
import { type Plan, usefulSpan } from './plan.ts';
import type { JourneyNode } from './result.ts';

/** The most values by which one event may be expanded. */
export const MAX_VALUES = 5_000;

/** What events look like on a way. A node's number is its place in `nodes`, counted from 1; 0 is an event that is none of them. */
export interface NodeBook {
  readonly nodes: readonly JourneyNode[];
  /** Event names with the numbers of their nodes, but for those that are expanded. */
  readonly names: readonly string[];
  readonly numbers: readonly number[];
  readonly expanded: readonly {
    readonly event: string;
    readonly value: Sql;
    readonly values: readonly string[];
    readonly numbers: readonly number[];
  }[];
}

/**
 * Numbers everything that events of the plan can look like, by what the store holds now: an event that comes later with another name
 * or value is as if it had not come. Throws a ProblemError (422) when a property by which an event is expanded has too many values.
 */
export async function nodeBook(plan: Plan, store: EventStore, options: QueryOptions): Promise<NodeBook> {
  const { spec } = plan;
  const nodes: JourneyNode[] = [];
  const known = new Map<string, number>();
  const numberOf = (node: JourneyNode): number => {
    const key = JSON.stringify(node);
    const number = known.get(key) ?? nodes.push(node);
    known.set(key, number);
    return number;
  };
  const rows = await store.query<{ name: string }>(
    // Without the time, which would be another column to read: a name too many costs nothing.
    sql`SELECT toString(name) AS name FROM (SELECT DISTINCT name FROM events WHERE project = ${param.string(plan.context.project.id)})`,
    options,
  );
  const names = rows
    .map(({ name }) => name)
    .filter((name) => !RECORD_NAMES.includes(name) && !spec.expand.some(({ event }) => event === name));
  const groups = new Map(
    spec.groups.flatMap((group) => group.events.map((event) => [event, group.name] as const)),
  );
  const numbers = names.map((name) => numberOf({ kind: 'event', name: groups.get(name) ?? name }));
  const expanded: NodeBook['expanded'][number][] = [];
  for (const [i, { event, scope, property }] of spec.expand.entries()) {
    const value = encodedBreakdownValue(scope, property);
    const found = await store.query<{ value: string }>(
      sql`SELECT DISTINCT ${value} AS value FROM events WHERE ${inScope(plan, namesSql([event]))}
        LIMIT ${param.int(MAX_VALUES + 1)}`,
      options,
    );
    if (found.length > MAX_VALUES) {
      const message = `${property} of ${event} has more than ${MAX_VALUES} values in this time: expand by a property with fewer, or shorten the window`;
      throw problemError(422, 'too-many-values', message, `expand.${i}.property`);
    }
    const values = found.map((row) => row.value);
    const of = values.map((text) =>
      numberOf({ kind: 'event', name: event, value: decodeBreakdownValue(text) }),
    );
    expanded.push({ event, value, values, numbers: of });
  }
  return { nodes, names, numbers, expanded };
}

function inScope(plan: Plan, names: Sql): Sql {
  const { after, until } = usefulSpan(plan);
  return allOf([
    sql`project = ${param.string(plan.context.project.id)}`,
    names,
    sql`time <= ${instant(until)}`,
    ...(after === undefined ? [] : [sql`time > ${instant(after)}`]),
  ]);
}

/** The number of a row's node, over the columns of `events`. */
export function nodeNumber({ names, numbers, expanded }: NodeBook): Sql {
  const plain = sql`transform(name, ${param.strings(names)}, ${param.ints(numbers)}, 0)`;
  if (expanded.length === 0) return plain;
  const branches = expanded.map(
    (each) =>
      sql`name = ${param.string(each.event)}, transform(${each.value}, ${param.strings(each.values)}, ${param.ints(each.numbers)}, 0)`,
  );
  return sql`multiIf(${joinSql(branches, ', ')}, ${plain})`;
}

/** The names of all events that have a node. */
export function nodeNames(book: NodeBook): readonly string[] {
  return [...book.names, ...book.expanded.map(({ event }) => event)];
}

export function nodeAt(book: NodeBook, number: number): JourneyNode {
  return must(book.nodes[number - 1], `node ${number}`);
}
