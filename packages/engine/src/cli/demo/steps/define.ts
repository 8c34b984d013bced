import { count, percent } from '../../output/format.ts';
import { type DemoContext, heading, say, tell } from '../demo-context.ts';
import { COMPARABLE, FALSE_SIGNAL, TRUE_SIGNAL } from '../world/truth.ts';

/** Names under which the demo saves its cohorts. */
export const READY = 'upgrade ready';
export const THEME = 'changed the theme';
export const ACTIVE_FREE = 'active on free';

interface Preview {
  readonly size: number;
  readonly known: number;
  readonly share: number | null;
  readonly clauses: readonly { readonly text: string; readonly size: number }[];
}

/** Step 1: who is ready? Three cohorts: the signal, a rival, and whom to compare with. */
export async function define(context: DemoContext): Promise<void> {
  heading(context, 1, 'define', 'who is ready to upgrade?');
  for (const [name, text] of [
    [READY, TRUE_SIGNAL],
    [THEME, FALSE_SIGNAL],
    [ACTIVE_FREE, COMPARABLE],
  ]) {
    await context.engine.request('POST', '/api/v1/cohorts', { name, text });
  }
  const preview = await context.engine.request<Preview>('POST', '/api/v1/cohorts/preview', {
    text: TRUE_SIGNAL,
    asOf: context.end,
  });
  say(context, TRUE_SIGNAL, '');
  for (const clause of preview.clauses) say(context, `${count(clause.size).padStart(6)}  ${clause.text}`);
  say(context, `${count(preview.size).padStart(6)}  both: "${READY}"`, '');
  tell(
    context,
    `${count(preview.size)} of ${count(preview.known)} known users (${percent(preview.share)}) match as of now. ` +
      'A definition of your own is one sentence away: cusp cohort create NAME --text "users who did ..."',
  );
}
