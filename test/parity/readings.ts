import { type MembersContext, membersSql } from '../../packages/engine/src/define/compile/members.ts';
import type { CohortDefinition } from '../../packages/engine/src/define/language/ast.ts';
import { membersOf } from '../../packages/engine/src/define/reference/evaluate.ts';
import { histories } from '../../packages/engine/src/define/reference/histories.ts';
import type { Instant } from '../../packages/engine/src/model/time.ts';
import { eventRows } from '../../packages/engine/src/store/clickhouse/event-row.ts';
import type { IdentityOverlay } from '../../packages/engine/src/store/clickhouse/timeline.ts';
import type { EventStore } from '../../packages/engine/src/store/event-store.ts';
import { joinSql, type Sql, sql } from '../../packages/engine/src/store/sql/fragment.ts';
import { param } from '../../packages/engine/src/store/sql/parameter.ts';
import { render } from '../../packages/engine/src/store/sql/render.ts';
import { must } from '../../packages/engine/src/util/assert.ts';
import { eventsOf, lookupOf, type World } from './world.ts';

/**
 * How a definition becomes SQL: membersSql, or one with a mistake put in on purpose. Undefined: nothing to compare, because the
 * mistake does not touch this definition.
 */
export type CompileMembers = (definition: CohortDefinition, context: MembersContext) => Sql | undefined;

export interface Disagreement {
  readonly definition: CohortDefinition;
  readonly asOf: Instant;
  readonly onlyReference: readonly string[];
  readonly onlySql: readonly string[];
  readonly sql: string;
}

/** Stores worlds under one project each, in two blocks, so that tables that merge later are read before they have. */
export async function storeWorlds(
  store: EventStore,
  worlds: readonly World[],
  projectOf: (index: number) => string,
): Promise<void> {
  const events = worlds.map((world, i) => eventsOf(world, projectOf(i)));
  const early = events.flatMap((each) => each.slice(0, Math.ceil(each.length / 2)));
  const late = events.flatMap((each) => each.slice(Math.ceil(each.length / 2)));
  for (const block of [early, late]) {
    if (block.length > 0) await store.insert('events', eventRows(block));
  }
}

/** The members that the reference finds, by a definition's place in its world and an instant. */
export type ReferenceMembers = (index: number, asOf: Instant) => ReadonlySet<string>;

/** The reference reading of a world, each answer found once, however often it is asked for. */
export function referenceOf(world: World, project: string): ReferenceMembers {
  const cohorts = lookupOf(world);
  const events = eventsOf(world, project);
  const known = {
    user: once(() => histories(events, 'user')),
    account: once(() => histories(events, 'account')),
  };
  const found = new Map<string, ReadonlySet<string>>();
  return (index, asOf) => {
    const definition = must(world.definitions[index], 'definition');
    const key = `${index} ${asOf}`;
    const members = found.get(key) ?? membersOf(definition, known[definition.unit](), asOf, cohorts);
    found.set(key, members);
    return members;
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/**
 * The first definition and instant on which the two readings differ, in a world that was stored under `project`. Who asks about one
 * world several times hands in its reference.
 */
export async function disagreement(
  store: EventStore,
  world: World,
  project: string,
  overlay: IdentityOverlay,
  compile: CompileMembers = membersSql,
  reference: ReferenceMembers = referenceOf(world, project),
): Promise<Disagreement | undefined> {
  const cohorts = lookupOf(world);
  for (const [index, definition] of world.definitions.entries()) {
    const asked: Asked[] = [];
    for (const asOf of world.instants[index] ?? []) {
      const select = compile(definition, { project, overlay, asOf, cohorts });
      if (select) asked.push({ asOf, select });
    }
    if (asked.length === 0) continue;
    const found = await membersOfAll(
      store,
      asked.map(({ select }) => select),
    );
    for (const [i, { asOf, select }] of asked.entries()) {
      const inReference = reference(index, asOf);
      const inSql = found[i] ?? [];
      const onlySql = inSql.filter((unit) => !inReference.has(unit));
      const onlyReference = [...inReference].filter((unit) => !inSql.includes(unit));
      const isRepeated = new Set(inSql).size !== inSql.length;
      if (isRepeated || onlySql.length + onlyReference.length > 0) {
        return { definition, asOf, onlyReference, onlySql, sql: shown(select) };
      }
    }
  }
  return undefined;
}

interface Asked {
  readonly asOf: Instant;
  readonly select: Sql;
}

function shown(select: Sql): string {
  const { text, params } = render(select);
  const bound = JSON.stringify(params, (_, each) => (typeof each === 'bigint' ? String(each) : each));
  return `${text}\n-- ${bound}`;
}

/** Runs several SELECTs of members in one query; gives the units of each. */
async function membersOfAll(store: EventStore, selects: readonly Sql[]): Promise<readonly string[][]> {
  const each = selects.map(
    (select, i) => sql`SELECT toUInt32(${param.int(i)}) AS asked, unit FROM (${select})`,
  );
  const rows = await store.query<{ asked: number; unit: string }>(joinSql(each, ' UNION ALL '));
  return selects.map((_, i) => rows.filter((row) => row.asked === i).map((row) => row.unit));
}
