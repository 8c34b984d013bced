import { DAY_MS } from '../../../model/time.ts';
import { count } from '../../output/format.ts';
import { type DemoContext, heading, say, tell } from '../demo-context.ts';
import { openReceiver } from '../receiver.ts';
import { READY } from './define.ts';

interface Run {
  readonly entered: number;
  readonly exited: number;
  readonly total: number;
  readonly outcome: string;
}

/** Step 5: reach them. A signed webhook first told 30 days ago, then now: entries and exits only. Gives the export's id. */
export async function act(context: DemoContext): Promise<string> {
  heading(context, 5, 'act', 'bring them to where the messages are written');
  const receiver = await openReceiver();
  try {
    const body = {
      cohort: READY,
      receiver: { kind: 'webhook', url: receiver.url, properties: ['plan', 'role', 'company_size'] },
    };
    const made = await context.engine.request<{ id: string; secret: string }>(
      'POST',
      '/api/v1/exports',
      body,
    );
    receiver.expect(made.secret);
    const run = (asOf: number): Promise<Run> =>
      context.engine.request<Run>('POST', `/api/v1/exports/${made.id}/runs`, { asOf });
    const first = await run(context.end - 30 * DAY_MS);
    const second = await run(context.end);
    const third = await run(context.end);
    say(
      context,
      `30 days ago  ${count(first.entered).padStart(4)} entered  ${count(first.exited).padStart(4)} left  ${count(first.total).padStart(4)} members`,
      `now          ${count(second.entered).padStart(4)} entered  ${count(second.exited).padStart(4)} left  ${count(second.total).padStart(4)} members`,
      `once more    ${third.outcome}`,
      '',
    );
    tell(
      context,
      `A receiver checked ${receiver.accepted()} signed messages (${receiver.refused()} refused) and ends with ${count(receiver.members.size)} ` +
        `people, ${receiver.members.size === second.total ? 'exactly' : 'NOT'} the cohort. Those who upgraded or cooled off were taken out again.`,
    );
    return made.id;
  } finally {
    await receiver.close();
  }
}
