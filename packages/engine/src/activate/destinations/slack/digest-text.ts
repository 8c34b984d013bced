import type { Digest } from '../digest-destination.ts';
import type { PlanContext } from '../planned-request.ts';
import { slackEscaped } from './slack-escaped.ts';

const REASONS = 5;
const REASON_LENGTH = 200;

/** A digest in Slack's mrkdwn. Names only where the settings ask for them. */
export function digestText(
  { entered, left, now, unaddressed, reasons, names, again }: Digest,
  {
    cohort,
    settings,
  }: {
    readonly cohort: PlanContext<unknown>['cohort'];
    readonly settings: { readonly names: boolean; readonly reasons: boolean };
  },
): string {
  const unit = cohort.unit === 'account' ? 'account' : 'member';
  const also = unaddressed === 0 ? '' : `, and ${number(unaddressed)} known by a device only`;
  const change = `+${number(entered)} / −${number(left)}`;
  const lines = [`*${slackEscaped(cohort.name)}*: ${change}, now ${counted(now, unit)}${also}`];
  if (settings.reasons && reasons.length > 0) {
    lines.push('Why they entered:');
    for (const { reason, count } of reasons.slice(0, REASONS)) {
      lines.push(`• ${number(count)}: ${slackEscaped(cut(reason))}`);
    }
    if (reasons.length > REASONS) lines.push(`• and ${counted(reasons.length - REASONS, 'other reason')}`);
  }
  if (settings.names) {
    lines.push(...named('Entered', names.entered, entered), ...named('Left', names.left, left));
  }
  if (again)
    lines.push('_No answer came to the message before: if it is here, this tells its changes again._');
  return lines.join('\n');
}

function named(word: string, names: readonly string[], count: number): string[] {
  if (names.length === 0) return [];
  const more = count > names.length ? ` and ${number(count - names.length)} more` : '';
  return [`${word}: ${names.map((name) => slackEscaped(cut(name))).join(', ')}${more}`];
}

function counted(count: number, unit: string): string {
  return `${number(count)} ${unit}${count === 1 ? '' : 's'}`;
}

function number(count: number): string {
  return count.toLocaleString('en-US');
}

function cut(text: string): string {
  return text.length <= REASON_LENGTH ? text : `${text.slice(0, REASON_LENGTH - 1)}…`;
}
