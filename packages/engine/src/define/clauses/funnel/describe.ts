import { describeSelector } from '../../language/describe-selector.ts';
import { describeWindow } from '../../language/describe-window.ts';
import { enumerated, type Phrase } from '../../language/phrase.ts';
import { printName } from '../../language/print-literal.ts';
import { printDuration } from '../../language/print-window.ts';
import type { FunnelClause } from './schema.ts';

const ORDERS = {
  this: '',
  any: ', in any order',
  exact: ', with nothing else in between',
} as const;

const COUNTS = {
  units: '',
  each: ', in some session or with some held value',
  totals: ', in some attempt',
} as const;

/** `who got to step 3 (pay) of the funnel wall, then plans, then pay, within 7 days of its beginning, begun in the last 30 days`. */
export function describeFunnel(clause: FunnelClause, negated: boolean): Phrase {
  const { steps, bar, order, count } = clause;
  const named = steps.map((step) => `${step.optional ? 'perhaps ' : ''}${describeSelector(step)}`);
  const what =
    bar.side === 'reached'
      ? `${negated ? 'did not get' : 'got'} to step ${bar.step}`
      : `${negated ? 'did not drop' : 'dropped'} before step ${bar.step}`;
  const begun = [
    ...(clause.firstDay ? [`on the day they were first seen (of ${clause.firstDay.timeZone ?? 'UTC'})`] : []),
    ...[describeWindow(clause.window)].filter((when) => when !== undefined),
  ];
  const when = begun.length === 0 ? '' : `, begun ${begun.join(' and ')}`;
  const words = `${what} of the funnel ${named.join(', then ')}${ORDERS[order]}, ${conversion(clause)}${exclusionWords(clause)}${heldWords(clause)}${COUNTS[count]}${when}`;
  return { pronoun: 'who', words };
}

function conversion({ conversionWindow }: FunnelClause): string {
  if (!('session' in conversionWindow)) return `within ${printDuration(conversionWindow)} of its beginning`;
  return conversionWindow.session === 'sent'
    ? 'in one session'
    : 'in one session, told by pauses of over 30 minutes';
}

function exclusionWords({ exclusions }: FunnelClause): string {
  return exclusions
    .map(({ event, after, before }) => {
      const from = after === undefined ? '' : ` from step ${after}`;
      const to = before === undefined ? '' : ` up to step ${before}`;
      return `, without ${describeSelector(event)} in between${from}${to}`;
    })
    .join('');
}

function heldWords({ holdConstant }: FunnelClause): string {
  if (holdConstant.length === 0) return '';
  const names = holdConstant.map(({ scope, property }) =>
    scope === 'user' ? `user's ${printName(property)}` : printName(property),
  );
  return `, all with the same ${enumerated(names, 'and')}`;
}
