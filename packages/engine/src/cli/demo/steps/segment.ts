import type { CohortAnswer, Segment } from '../../../analyse/segmentation/result.ts';
import { DAY_MS } from '../../../model/time.ts';
import { count, percent } from '../../output/format.ts';
import { table } from '../../output/table.ts';
import { ask, type DemoContext, heading, say, tell } from '../demo-context.ts';
import { READY } from './define.ts';

/** Step 4: who wants what? Those who were ready, by the wall that they hit, and which plan they took; then by how often they come. */
export async function segment(context: DemoContext): Promise<void> {
  heading(context, 4, 'segment', 'who wants what?');
  const [all, enterprise] = await Promise.all([split(context, undefined), split(context, 'enterprise')]);
  const toEnterprise = new Map(enterprise.segments.map((each) => [labelOf(each), each.conversion]));
  tell(
    context,
    `"${READY}" as of 30 days ago, by the limit that they hit, and the plan that they took since:`,
  );
  say(
    context,
    '',
    table(
      all.segments.filter((each) => each.members > 0),
      [
        { title: 'limit', cell: labelOf },
        { title: 'members', cell: (each) => count(each.members), right: true },
        { title: 'upgraded', cell: (each) => percent(each.conversion?.share), right: true },
        {
          title: 'to enterprise',
          cell: (each) => percent(toEnterprise.get(labelOf(each))?.share),
          right: true,
        },
      ],
    ),
    '',
  );
  const usage = await ask<CohortAnswer>(context, {
    kind: 'segmentation',
    of: 'cohort',
    cohort: READY,
    asOf: context.end,
    split: { by: 'frequency', measure: 'active-days', buckets: [1, 4, 8, 15] },
  });
  const shares = usage.segments
    .filter((each) => each.members > 0)
    .map((each) => `${labelOf(each)} days: ${count(each.members)}`);
  tell(
    context,
    `Active days in the last 30 of today's members: ${shares.join(', ')}.`,
    'People at the API limit go to enterprise, the others to team: each segment is a cohort of its own.',
  );
}

function split(context: DemoContext, to: string | undefined): Promise<CohortAnswer> {
  const filters = to === undefined ? [] : [{ scope: 'event', property: 'to', op: 'is', values: [to] }];
  return ask(context, {
    kind: 'segmentation',
    of: 'cohort',
    cohort: READY,
    asOf: context.end - 30 * DAY_MS,
    split: {
      by: 'limit',
      event: { names: ['limit_hit'], filters: [] },
      property: 'limit',
      window: { kind: 'last', duration: { amount: 14, unit: 'day' } },
    },
    goal: { event: { names: ['plan_upgraded'], filters }, within: { amount: 30, unit: 'day' } },
  });
}

function labelOf({ label }: Segment): string {
  if (label.kind === 'value') return String(label.value);
  if (label.kind !== 'range') return `(${label.kind})`;
  if (label.to === null) return `${label.from ?? 0}+`;
  const last = label.to - 1;
  return label.from === last ? String(last) : `${label.from ?? 0}-${last}`;
}
