import { printProperty, printText, printUserProperty } from '../../language/print-literal.ts';
import { printSelector } from '../../language/print-selector.ts';
import { IN_ONE_SESSION } from '../../language/print-session.ts';
import { printDuration, printWindowAfter } from '../../language/print-window.ts';
import type { FunnelClause } from './schema.ts';

/** `in funnel (wall then plans then pay) dropped at step 3 within 7 days without chat, in the last 30 days`. */
export function printFunnel(clause: FunnelClause): string {
  const { step, side } = clause.bar;
  const words = [
    `in funnel (${clause.steps.map(printStep).join(' then ')})`,
    side === 'reached' ? `reached step ${step}` : `dropped at step ${step}`,
    ...(clause.order === 'this' ? [] : [`in ${clause.order} order`]),
    printConversion(clause),
    ...clause.exclusions.map(printExclusion),
    ...(clause.holdConstant.length === 0 ? [] : [`with the same ${printHeld(clause)}`]),
    ...(clause.count === 'units' ? [] : [`counting ${clause.count}`]),
    ...(clause.firstDay ? [printFirstDay(clause.firstDay)] : []),
  ];
  return `${words.join(' ')}${printWindowAfter(', ', clause.window)}`;
}

export function printStep(step: FunnelClause['steps'][number]): string {
  return `${step.optional ? 'optionally ' : ''}${printSelector(step)}`;
}

function printConversion({ conversionWindow }: FunnelClause): string {
  if (!('session' in conversionWindow)) return `within ${printDuration(conversionWindow)}`;
  return conversionWindow.session === 'sent' ? IN_ONE_SESSION : `${IN_ONE_SESSION} by pauses`;
}

function printExclusion({ event, after, before }: FunnelClause['exclusions'][number]): string {
  const without = `without ${printSelector(event)}`;
  if (after !== undefined && before !== undefined) return `${without} between steps ${after} and ${before}`;
  if (after !== undefined) return `${without} after step ${after}`;
  return before === undefined ? without : `${without} before step ${before}`;
}

function printHeld({ holdConstant }: FunnelClause): string {
  const names = holdConstant.map(({ scope, property }) =>
    scope === 'user' ? printUserProperty(property) : printProperty(property),
  );
  return names.length === 1 ? names.join() : `(${names.join(', ')})`;
}

function printFirstDay({ timeZone }: NonNullable<FunnelClause['firstDay']>): string {
  return timeZone === undefined ? 'on the first day' : `on the first day of zone ${printText(timeZone)}`;
}
