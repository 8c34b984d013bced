import type { Problem } from '../../util/result.ts';
import { visible } from './visible.ts';

/** The most mistakes that are listed of one text. */
export const MAX_DIAGNOSTICS = 20;

/** A run of characters of the text, as offsets: from `start` (included) to `end` (not included). */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/** A mistake in a text: a problem that knows its characters. `line` and `column` count from 1; `path` is `line:column`. */
export interface Diagnostic extends Problem {
  readonly code: DiagnosticCode;
  readonly span: TextSpan;
  readonly line: number;
  readonly column: number;
}

/** What each code has to be told. A place that reports a mistake must supply it; programs match on the code. */
export interface DiagnosticParameters {
  readonly 'text-too-long': { readonly length: number; readonly max: number };
  readonly 'too-many-problems': { readonly max: number };
  readonly 'unexpected-character': { readonly found: string };
  readonly 'wrong-quotes': { readonly found: string };
  readonly 'unclosed-string': Record<never, never>;
  readonly 'bad-escape': { readonly found: string };
  readonly 'name-needs-quotes': { readonly found: string };
  readonly 'bad-number': { readonly found: string; readonly why: string };
  readonly 'bad-date': { readonly found: string; readonly why: string };
  readonly 'missing-head': { readonly found: string };
  readonly expected: {
    readonly expected: string;
    readonly found: string;
    readonly suggestion?: string | undefined;
  };
  readonly 'reserved-word': { readonly found: string; readonly expected: string };
  readonly 'missing-connective': { readonly found: string };
  readonly 'bare-condition': { readonly found: string };
  readonly 'value-alone': { readonly found: string };
  readonly 'or-in-where': { readonly found: string };
  readonly 'do-missing': Record<never, never>;
  readonly 'user-scope': { readonly found: string; readonly property: string };
  readonly 'value-needs-quotes': { readonly found: string };
  readonly 'share-operator': { readonly found: string };
  readonly 'date-as-value': { readonly found: string };
  readonly 'wrong-value': { readonly found: string; readonly expected: string };
  readonly 'count-operator': { readonly found: string; readonly words: string };
  readonly 'count-ambiguous': { readonly count: string };
  readonly 'count-with-aggregate': Record<never, never>;
  readonly 'count-in-sequence': Record<never, never>;
  readonly 'together-needs-count': { readonly words: string };
  readonly 'together-needs-events': { readonly words: string };
  readonly 'wait-missing': Record<never, never>;
  readonly 'then-after-not': Record<never, never>;
  readonly 'session-of-wait': Record<never, never>;
  readonly 'conversion-missing': Record<never, never>;
  readonly 'funnel-part': { readonly what: string };
  readonly 'within-alone': Record<never, never>;
  readonly 'periods-differ': { readonly period: string };
  readonly 'said-twice': { readonly part: string };
  readonly 'window-missing': { readonly after: string };
  readonly 'window-misplaced': Record<never, never>;
  readonly 'window-empty': Record<never, never>;
  readonly 'window-differs': Record<never, never>;
  readonly 'window-of-first-seen': Record<never, never>;
  readonly 'bad-duration': { readonly found: string };
  readonly 'unknown-unit': { readonly found: string; readonly suggestion?: string | undefined };
  readonly 'unclosed-parenthesis': Record<never, never>;
  readonly 'unopened-parenthesis': Record<never, never>;
  readonly 'too-deep': { readonly max: number };
  readonly 'too-many-clauses': { readonly max: number };
  readonly 'out-of-bounds': { readonly what: string };
}

export type DiagnosticCode = keyof DiagnosticParameters;

function didYouMean(suggestion: string | undefined): string {
  return suggestion === undefined ? '' : ` Did you mean \`${suggestion}\`?`;
}

/** The catalogue: for every code, what was seen and what to do about it. */
const MESSAGES: { readonly [C in DiagnosticCode]: (p: DiagnosticParameters[C]) => string } = {
  'text-too-long': (p) =>
    `The text has ${p.length} characters and at most ${p.max} are read. Split it into cohorts and join them with \`in cohort\`.`,
  'too-many-problems': (p) =>
    `There are more than ${p.max} mistakes; the rest is not listed. Mend these first.`,
  'unexpected-character': (p) =>
    `${quoted(p.found)} has no meaning here. Leave it out, or put the name or value that it belongs to in double quotes.`,
  'wrong-quotes': (p) =>
    `${quoted(p.found)} is not the quotation mark that is used here. Use the straight double quote: "free".`,
  'unclosed-string': () =>
    'This text is opened by a double quote and never closed. Close it with " on the same line.',
  'bad-escape': (p) =>
    `${quoted(p.found)} is not an escape. Use \\" \\\\ \\/ \\b \\f \\n \\r \\t or \\u and four hex digits.`,
  'name-needs-quotes': (p) =>
    `${quoted(p.found)} is not a bare name, which has letters, digits, _, $ and inner dots only. Put it in double quotes.`,
  'bad-number': (p) => `${quoted(p.found)} is not a number that can be read: ${p.why}.`,
  'bad-date': (p) => `${quoted(p.found)} is not an instant that can be read: ${p.why}.`,
  'missing-head': (p) =>
    `A cohort starts with \`users who\` or \`accounts who\`, and this one starts with ${p.found}.`,
  expected: (p) => `Expected ${p.expected}, and found ${p.found}.${didYouMean(p.suggestion)}`,
  'reserved-word': (p) =>
    `Expected ${p.expected}, and found ${p.found}, a word of the language. If it is a name, put it in double quotes.`,
  'missing-connective': (p) =>
    `Expected \`and\`, \`or\` or the end after this condition, and found ${p.found}.`,
  'bare-condition': (p) =>
    `${p.found} alone is not a condition. Write \`did …\` for an event, or \`have …\` and a comparison for a property.`,
  'value-alone': (p) =>
    `${p.found} is a value without a property. For one of several values write \`in ("a", "b")\`.`,
  'or-in-where': (p) =>
    `The filters after \`where\` are joined by \`and\` alone, and ${p.found} does not start a condition. Write \`in (…)\` for one of several values, or repeat \`did … where …\`.`,
  'do-missing': () => 'Write `did not do` before what was not done.',
  'user-scope': (p) =>
    `${p.found} has the form of a filter on events. \`have\` already looks at the user: write \`have ${p.property}\`, or put a name with this dot in double quotes.`,
  'value-needs-quotes': (p) => `${p.found} looks like text. Text is written in double quotes.`,
  'share-operator': (p) =>
    `A share of a limit is compared by >=, >, <= or <, and not by ${p.found}. Write \`>= 80% of …\`.`,
  'date-as-value': (p) =>
    `${p.found} is a date, and properties hold text, numbers, true or false. Put it in double quotes to compare it as text.`,
  'wrong-value': (p) => `Expected ${p.expected}, and found ${p.found}.`,
  'count-operator': (p) => `${p.found} does not count times. Write \`${p.words}\`.`,
  'count-ambiguous': (p) =>
    `\`${p.count}\` alone does not say whether more is fine. Write \`at least ${p.count}\` or \`exactly ${p.count}\`.`,
  'count-with-aggregate': () =>
    'How often and `with …` are two conditions. Write `did … at least 3 times and did … with …`.',
  'count-in-sequence': () =>
    'The steps of a sequence carry no count and no window of their own. Put the window after the last step; `within …` stands there for all steps, and for one step right after its `then`.',
  'together-needs-count': (p) =>
    `\`${p.words}\` goes with a number of times, as in \`at least 3 times ${p.words}\`. What else is asked is a condition of its own: join them with \`and\`.`,
  'together-needs-events': (p) =>
    `\`${p.words}\` asks for enough events close to each other, and this count may hold of none. Write \`at least\` or \`more than\` and a number of times, with \`not\` in front for the opposite.`,
  'wait-missing': () =>
    '`then not` needs to know how long to wait for what must not come. Add `within 3 days` after it.',
  'then-after-not': () =>
    'What must not come is the last part of a sequence. Leave out the steps after it, or ask for them in a condition of their own.',
  'session-of-wait': () =>
    '`then not` looks at all that comes in its time, in whatever session. Leave out `in one session`.',
  'conversion-missing': () =>
    'A funnel needs to know how long it may take. Add `within 7 days`, `in one session` or `in one session by pauses`.',
  'funnel-part': (p) => `This part does not fit the funnel: ${p.what}.`,
  'within-alone': () =>
    '`within` limits a sequence (`did a then b within 7 days`). For one event write `in the last …`.',
  'periods-differ': (p) =>
    `The two periods that are compared are equally long. Write \`as in the ${p.period} before\`.`,
  'said-twice': (p) => `${p.part} is said twice. Keep one.`,
  'window-missing': (p) =>
    `\`${p.after}\` needs to know when. Add \`in the last 7 days\`, \`since 2026-01-01\` or \`between 2026-01-01 and 2026-02-01\`.`,
  'window-misplaced': () =>
    'This condition takes no window: it asks how things stand at the moment. Leave the window out, or write `had …` for what a property once was.',
  'window-empty': () =>
    'This window ends where it starts or before. The first instant is included and the second is not: put the later one second.',
  'window-differs': () =>
    'What is typical is compared in a window that is the same for everyone. Write `in the last …`, `since …` or `between … and …`.',
  'window-of-first-seen': () =>
    '`first seen` takes no window that counts from being first seen: everyone is first seen in their first days. Write `in the last …`, `since …` or `between … and …`.',
  'bad-duration': (p) =>
    `Expected a whole number from 1 to 1000000 and a unit, as in \`14 days\`, and found ${p.found}.`,
  'unknown-unit': (p) =>
    `${p.found} is not a unit of elapsed time.${didYouMean(p.suggestion)} Use milliseconds, seconds, minutes, hours, days or weeks; months and years have no fixed length.`,
  'unclosed-parenthesis': () => 'This parenthesis is never closed. Add `)` where the group ends.',
  'unopened-parenthesis': () =>
    'This parenthesis closes nothing. Leave it out, or add `(` where the group starts.',
  'too-deep': (p) =>
    `Conditions are nested more than ${p.max} deep. Leave out parentheses that change nothing, or move a part into a cohort of its own.`,
  'too-many-clauses': (p) =>
    `There are more than ${p.max} conditions. Move a part into a cohort of its own and use \`in cohort\`.`,
  'out-of-bounds': (p) => p.what,
};

export const DIAGNOSTIC_CODES: readonly string[] = Object.keys(MESSAGES);

/** Text of the user's inside a message: shortened, and with nothing in it that could steer a terminal. */
function quoted(found: string): string {
  return `\`${visible(found)}\``;
}

/** Makes a diagnostic; the line and column are computed from the text. */
export function diagnostic<C extends DiagnosticCode>(
  text: string,
  code: C,
  span: TextSpan,
  parameters: DiagnosticParameters[C],
): Diagnostic {
  const lineStart = span.start === 0 ? 0 : text.lastIndexOf('\n', span.start - 1) + 1;
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < span.start; at = text.indexOf('\n', at + 1)) line += 1;
  const column = span.start - lineStart + 1;
  return { code, message: MESSAGES[code](parameters), path: `${line}:${column}`, span, line, column };
}
