import type { AnalysisContext } from '../../packages/engine/src/analyse/define-analysis.ts';
import { funnel } from '../../packages/engine/src/analyse/funnel/analysis.ts';
import { funnelSpec } from '../../packages/engine/src/analyse/funnel/spec.ts';
import { journey } from '../../packages/engine/src/analyse/journeys/analysis.ts';
import { journeySpec } from '../../packages/engine/src/analyse/journeys/spec.ts';
import { retention } from '../../packages/engine/src/analyse/retention/analysis.ts';
import { retentionSpec } from '../../packages/engine/src/analyse/retention/spec.ts';
import { membersSql } from '../../packages/engine/src/define/compile/members.ts';
import type { CohortDefinition } from '../../packages/engine/src/define/language/ast.ts';
import { DAY_MS } from '../../packages/engine/src/model/time.ts';
import type { Sql } from '../../packages/engine/src/store/sql/fragment.ts';
import { joinSql, sql, unsafeSql } from '../../packages/engine/src/store/sql/fragment.ts';
import { instant, param } from '../../packages/engine/src/store/sql/parameter.ts';
import { DAYS, PROJECT, START } from '../queries/data.ts';
import { PEER_QUESTIONS } from './peer-table.ts';

export const END = START + DAYS * DAY_MS;

/** A question, asked of us and of the peer's shape, beside the sum over the same rows and columns. */
export interface Question {
  readonly name: string;
  readonly ours: (context: AnalysisContext) => Promise<unknown>;
  readonly peer: Sql;
  readonly floor: Sql;
  /** At most so many times the floor. */
  readonly floorGoal: number;
  /** At least so many times as fast as the peer's shape. */
  readonly peerGoal: number;
}

const event = (name: string, limit?: string) => ({
  names: [name],
  filters:
    limit === undefined
      ? []
      : [{ scope: 'event' as const, property: 'limit', op: 'is' as const, values: [limit] }],
});
const WEEK = { amount: 7, unit: 'day' } as const;

const seatsOften: CohortDefinition = {
  unit: 'user',
  where: {
    kind: 'event-count',
    event: event('wall_hit', 'seats'),
    ...{ op: 'at-least', count: 3, window: { kind: 'last', duration: { amount: 14, unit: 'day' } } },
  },
};

function steps(limit?: string) {
  const first = event('wall_hit', limit);
  const rest = [event('pricing_viewed'), event('upgraded')];
  return funnelSpec.parse({
    kind: 'funnel',
    steps: [first, ...rest],
    from: START,
    to: END,
    conversionWindow: WEEK,
  });
}

const weekly = retentionSpec.parse({
  kind: 'retention',
  start: { kind: 'event', event: event('wall_hit'), from: START, to: END },
  return: event('pricing_viewed'),
  intervals: { unit: 'week', last: 12 },
});

const around = journeySpec.parse({
  kind: 'journey',
  anchor: event('upgraded'),
  window: { kind: 'last', duration: { amount: DAYS, unit: 'day' } },
  occurrence: 'first',
  steps: 5,
  before: WEEK,
  after: WEEK,
});

const fromStart = [instant(START), instant(END)] as const;
const fortnight = [instant(END - 14 * DAY_MS), instant(END)] as const;

/** The order of what arrived decides between events of one instant. */
const ARRIVAL = sql`seq`;
const LIMIT = sql`properties.limit.:String = 'seats'`;

export const QUESTIONS: readonly Question[] = [
  {
    name: 'count in 14 days, by a property',
    ours: ({ store, overlay, cohorts }) => {
      const members = membersSql(seatsOften, { project: PROJECT, overlay, asOf: END, cohorts });
      return store.query(sql`SELECT toUInt32(count()) AS n FROM (${members})`);
    },
    peer: PEER_QUESTIONS.count(...fortnight),
    floor: floor(['wall_hit'], fortnight, [LIMIT]),
    ...{ floorGoal: 2, peerGoal: 5 },
  },
  {
    name: 'funnel of 3 steps',
    ours: (context) => funnel.run(steps(), context),
    peer: PEER_QUESTIONS.funnel(...fromStart),
    floor: floor(['wall_hit', 'pricing_viewed', 'upgraded'], fromStart, [ARRIVAL]),
    ...{ floorGoal: 5, peerGoal: 3 },
  },
  {
    name: 'the same, the first by a property',
    ours: (context) => funnel.run(steps('seats'), context),
    peer: PEER_QUESTIONS.filteredFunnel(...fromStart),
    floor: floor(['wall_hit', 'pricing_viewed', 'upgraded'], fromStart, [ARRIVAL, LIMIT]),
    ...{ floorGoal: 5, peerGoal: 5 },
  },
  {
    name: 'retention of 12 weeks',
    ours: (context) => retention.run(weekly, context),
    peer: PEER_QUESTIONS.retention(...fromStart),
    floor: floor(['wall_hit', 'pricing_viewed'], fromStart, []),
    ...{ floorGoal: 6, peerGoal: 3 },
  },
  {
    name: 'journeys, 5 steps around',
    ours: (context) => journey.run(around, context),
    peer: PEER_QUESTIONS.journey(...fromStart),
    floor: floor([], fromStart, [ARRIVAL, sql`cityHash64(name)`]),
    ...{ floorGoal: 8, peerGoal: 3 },
  },
];

/**
 * The least that any query over these rows can take: read the columns that the answer depends on, and add them up. Users and times, and
 * what else is given as numbers; no names: all events.
 */
function floor(names: readonly string[], [from, to]: readonly [Sql, Sql], more: readonly Sql[]): Sql {
  const columns = [sql`user`, sql`toUnixTimestamp64Milli(time)`, ...more];
  const named = names.length === 0 ? sql`` : sql`AND name IN ${param.strings(names)}`;
  return sql`SELECT ${joinSql(
    columns.map((column, i) => sql`sum(${column}) AS c${unsafeSql(String(i))}`),
    ', ',
  )} FROM events
    WHERE project = ${param.string(PROJECT)} ${named} AND time > ${from} AND time <= ${to}`;
}
