import type { CohortLookup } from '../../packages/engine/src/define/clauses/define-clause.ts';
import { type MembersContext, membersSql } from '../../packages/engine/src/define/compile/members.ts';
import type { CohortDefinition } from '../../packages/engine/src/define/language/ast.ts';
import { membersOf } from '../../packages/engine/src/define/reference/evaluate.ts';
import { histories } from '../../packages/engine/src/define/reference/histories.ts';
import type { Instant } from '../../packages/engine/src/model/time.ts';
import { eventRows } from '../../packages/engine/src/store/clickhouse/event-row.ts';
import { loadIdentityOverlay } from '../../packages/engine/src/store/clickhouse/timeline.ts';
import type { EventStore } from '../../packages/engine/src/store/event-store.ts';
import { joinSql, type Sql, sql } from '../../packages/engine/src/store/sql/fragment.ts';
import { param } from '../../packages/engine/src/store/sql/parameter.ts';
import { render } from '../../packages/engine/src/store/sql/render.ts';
import { pickedInstants } from './instants.ts';
import { eventsOf, lookupOf, type World } from './world.ts';

/** How a definition becomes SQL: membersSql, or one with a mistake put in on purpose. */
export type CompileMembers = (definition: CohortDefinition, context: MembersContext) => Sql;

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

/** The first definition and instant on which the two readings differ, in a world that was stored under `project`. */
export async function disagreement(
  store: EventStore,
  world: World,
  project: string,
  compile: CompileMembers = membersSql,
): Promise<Disagreement | undefined> {
  const cohorts = lookupOf(world);
  const overlay = await loadIdentityOverlay(store, project);
  for (const definition of world.definitions) {
    const instants = pickedInstants(world, definition);
    const selects = instants.map((asOf) => compile(definition, { project, overlay, asOf, cohorts }));
    const found = await membersOfAll(store, selects);
    const wanted = referenceMembers(world, project, definition, instants, cohorts);
    for (const [i, asOf] of instants.entries()) {
      const [inSql, inReference] = [found[i] ?? [], wanted[i] ?? new Set<string>()];
      const onlySql = inSql.filter((unit) => !inReference.has(unit));
      const onlyReference = [...inReference].filter((unit) => !inSql.includes(unit));
      const select = selects[i];
      const isRepeated = new Set(inSql).size !== inSql.length;
      if (select && (isRepeated || onlySql.length + onlyReference.length > 0)) {
        const { text, params } = render(select);
        const bound = JSON.stringify(params, (_, each) => (typeof each === 'bigint' ? String(each) : each));
        return { definition, asOf, onlyReference, onlySql, sql: `${text}\n-- ${bound}` };
      }
    }
  }
  return undefined;
}

function referenceMembers(
  world: World,
  project: string,
  definition: CohortDefinition,
  instants: readonly Instant[],
  cohorts: CohortLookup,
): readonly ReadonlySet<string>[] {
  const known = histories(eventsOf(world, project), definition.unit);
  return instants.map((asOf) => membersOf(definition, known, asOf, cohorts));
}

/** Runs several SELECTs of members in one query; gives the units of each. */
async function membersOfAll(store: EventStore, selects: readonly Sql[]): Promise<readonly string[][]> {
  const each = selects.map(
    (select, i) => sql`SELECT toUInt32(${param.int(i)}) AS asked, unit FROM (${select})`,
  );
  const rows = await store.query<{ asked: number; unit: string }>(joinSql(each, ' UNION ALL '));
  return selects.map((_, i) => rows.filter((row) => row.asked === i).map((row) => row.unit));
}
