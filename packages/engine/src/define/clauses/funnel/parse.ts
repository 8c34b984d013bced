import { zodProblems } from '../../../util/zod-problems.ts';
import type { ConversionWindow, Exclusions, FunnelSteps, HoldConstant } from '../../funnel/question.ts';
import {
  advance,
  ahead,
  type Cursor,
  expected,
  isToken,
  peek,
  report,
  spanFrom,
  take,
  takeOne,
  takeRequired,
} from '../../language/cursor.ts';
import type { TextSpan } from '../../language/diagnostics.ts';
import { parseList } from '../../language/parse-comparison.ts';
import { isName, parseScopedProperty } from '../../language/parse-name.ts';
import { parseSelector } from '../../language/parse-selector.ts';
import { parseSession, startsSession } from '../../language/parse-session.ts';
import { parseDuration, parseWindow, startsWindow } from '../../language/parse-window.ts';
import { parseZone } from '../../language/parse-zone.ts';
import { spoken } from '../../language/token.ts';
import { type FunnelBar, type FunnelClause, funnelClause } from './schema.ts';

type Draft = { -readonly [Field in keyof FunnelClause]?: FunnelClause[Field] };

/** What is being read, and where each part of it stands. */
interface Reading {
  readonly draft: Draft;
  /** By the path that a problem of the part begins with. */
  readonly spans: Map<string, TextSpan>;
}

/** The rest of `in funnel (a then b) reached step 2 within 7 days …` after `funnel`: the options in any order after the bar. */
export function parseFunnel(cursor: Cursor): FunnelClause | undefined {
  const start = peek(cursor, -1);
  const reading: Reading = { draft: {}, spans: new Map() };
  const steps = parseSteps(cursor, reading);
  if (steps === undefined) return undefined;
  const bar = placed(cursor, reading, 'bar', parseBar);
  if (bar === undefined) return undefined;
  for (;;) {
    if (ahead(cursor, ',') && partAt({ ...cursor, at: cursor.at + 1 })) advance(cursor);
    const part = partAt(cursor);
    if (part === undefined) break;
    if (!part.parse(cursor, reading)) return undefined;
  }
  const { draft } = reading;
  if (draft.conversionWindow === undefined) return report(cursor, 'conversion-missing', peek(cursor), {});
  const clause: FunnelClause = {
    kind: 'funnel',
    steps,
    bar,
    order: draft.order ?? 'this',
    conversionWindow: draft.conversionWindow,
    count: draft.count ?? 'units',
    exclusions: draft.exclusions ?? [],
    holdConstant: draft.holdConstant ?? [],
    ...(draft.firstDay && { firstDay: draft.firstDay }),
    window: draft.window ?? { kind: 'ever' },
  };
  const whole = spanFrom(cursor, start);
  const parsed = funnelClause.safeParse(clause, { reportInput: true });
  if (parsed.success) return clause;
  for (const { path, message } of zodProblems(parsed.error)) {
    const [, span] = [...reading.spans].find(([part]) => path === part || path.startsWith(`${part}.`)) ?? [];
    report(cursor, 'funnel-part', span ?? whole, { what: message });
  }
  return undefined;
}

function parseSteps(cursor: Cursor, { spans }: Reading): FunnelSteps | undefined {
  const open = peek(cursor);
  if (!takeRequired(cursor, '(', 'the steps in parentheses')) return undefined;
  const steps: FunnelSteps = [];
  do {
    const start = peek(cursor);
    const isOptional = startsOptional(cursor) && take(cursor, 'optionally');
    const step = parseSelector(cursor);
    if (step === undefined) return undefined;
    spans.set(`steps.${steps.length}`, spanFrom(cursor, start));
    steps.push(isOptional ? { ...step, optional: true } : step);
  } while (take(cursor, 'then'));
  if (!take(cursor, ')')) {
    return peek(cursor).kind === 'end'
      ? report(cursor, 'unclosed-parenthesis', open, {})
      : expected(cursor, '`then` and the next step, or `)`', ['then']);
  }
  spans.set('steps', spanFrom(cursor, open));
  return steps;
}

/** Two names do not stand side by side: `optionally` before one is no event. */
function startsOptional(cursor: Cursor): boolean {
  const next = peek(cursor, 1);
  return ahead(cursor, 'optionally') && (isName(next) || isToken(next, 'any'));
}

function parseBar(cursor: Cursor): FunnelBar | undefined {
  if (take(cursor, 'reached')) {
    const step = parseStepNumber(cursor, 'step');
    return step === undefined ? undefined : { step, side: 'reached' };
  }
  if (!take(cursor, 'dropped')) {
    return expected(cursor, '`reached step …` or `dropped at step …`', ['reached', 'dropped']);
  }
  if (!takeRequired(cursor, 'at')) return undefined;
  const step = parseStepNumber(cursor, 'step');
  return step === undefined ? undefined : { step, side: 'dropped' };
}

function parseStepNumber(cursor: Cursor, word: 'step' | undefined): number | undefined {
  if (word !== undefined && !takeRequired(cursor, word)) return undefined;
  const token = peek(cursor);
  if (token.kind !== 'number' || !Number.isInteger(token.value)) {
    return report(cursor, 'wrong-value', token, { expected: 'the number of a step', found: spoken(token) });
  }
  advance(cursor);
  return token.value;
}

/** An option: how it begins, and what reads it into the draft. */
interface Part {
  readonly starts: (cursor: Cursor) => boolean;
  readonly parse: (cursor: Cursor, reading: Reading) => boolean;
}

const PARTS: readonly Part[] = [
  once(
    'order',
    (cursor) => ahead(cursor, 'in', 'any') || ahead(cursor, 'in', 'exact'),
    parseOrder,
    'The order',
  ),
  once(
    'conversionWindow',
    (cursor) => ahead(cursor, 'within') || startsSession(cursor),
    parseConversion,
    'How long it may take',
  ),
  { starts: (cursor) => ahead(cursor, 'without'), parse: readExclusion },
  once('holdConstant', (cursor) => ahead(cursor, 'with'), parseHeld, '`with the same`'),
  once('count', (cursor) => ahead(cursor, 'counting'), parseCounting, '`counting`'),
  once('firstDay', (cursor) => ahead(cursor, 'on'), parseFirstDay, '`on the first day`'),
  once('window', startsWindow, parseWindow, 'The window'),
];

function partAt(cursor: Cursor): Part | undefined {
  return PARTS.find(({ starts }) => starts(cursor));
}

/** An option that is said once. */
function once<Field extends keyof Draft>(
  field: Field,
  starts: Part['starts'],
  read: (cursor: Cursor) => Draft[Field] | undefined,
  part: string,
): Part {
  return {
    starts,
    parse: (cursor, reading) => {
      const start = peek(cursor);
      const value = placed(cursor, reading, field, read);
      if (value === undefined) return false;
      if (reading.draft[field] !== undefined) report(cursor, 'said-twice', start, { part });
      reading.draft[field] = value;
      return true;
    },
  };
}

function placed<T>(
  cursor: Cursor,
  { spans }: Reading,
  path: string,
  read: (cursor: Cursor) => T | undefined,
): T | undefined {
  const start = peek(cursor);
  const value = read(cursor);
  spans.set(path, spanFrom(cursor, start));
  return value;
}

function parseOrder(cursor: Cursor): 'any' | 'exact' | undefined {
  if (take(cursor, 'in', 'any', 'order')) return 'any';
  if (take(cursor, 'in', 'exact', 'order')) return 'exact';
  advance(cursor);
  advance(cursor);
  return expected(cursor, '`order`', ['order']);
}

function parseConversion(cursor: Cursor): ConversionWindow | undefined {
  if (take(cursor, 'within')) return parseDuration(cursor);
  if (parseSession(cursor) === undefined) return undefined;
  if (!take(cursor, 'by')) return { session: 'sent' };
  return takeRequired(cursor, 'pauses') ? { session: 'pauses' } : undefined;
}

function readExclusion(cursor: Cursor, reading: Reading): boolean {
  const { draft } = reading;
  const others = draft.exclusions ?? [];
  const read = placed(cursor, reading, `exclusions.${others.length}`, parseExclusion);
  if (read === undefined) return false;
  draft.exclusions = [...others, read];
  return true;
}

/** `without chat between steps 1 and 3`, of which either end may be left out. */
function parseExclusion(cursor: Cursor): Exclusions[number] | undefined {
  advance(cursor);
  const event = parseSelector(cursor);
  if (event === undefined) return undefined;
  if (take(cursor, 'between', 'steps')) {
    const after = parseStepNumber(cursor, undefined);
    if (after === undefined || !takeRequired(cursor, 'and')) return undefined;
    const before = parseStepNumber(cursor, undefined);
    return before === undefined ? undefined : { event, after, before };
  }
  if (take(cursor, 'after')) {
    const after = parseStepNumber(cursor, 'step');
    return after === undefined ? undefined : { event, after };
  }
  if (!take(cursor, 'before')) return { event };
  const before = parseStepNumber(cursor, 'step');
  return before === undefined ? undefined : { event, before };
}

function parseHeld(cursor: Cursor): HoldConstant | undefined {
  if (!takeRequired(cursor, 'with') || !takeRequired(cursor, 'the') || !takeRequired(cursor, 'same')) {
    return undefined;
  }
  if (ahead(cursor, '(')) return parseList(cursor, parseScopedProperty);
  const one = parseScopedProperty(cursor);
  return one && [one];
}

function parseCounting(cursor: Cursor): 'each' | 'totals' | undefined {
  advance(cursor);
  const word = peek(cursor);
  if (takeOne(cursor, 'each', 'totals')) return isToken(word, 'each') ? 'each' : 'totals';
  return expected(cursor, '`each` or `totals`', ['each', 'totals']);
}

function parseFirstDay(cursor: Cursor): FunnelClause['firstDay'] {
  for (const word of ['on', 'the', 'first', 'day']) if (!takeRequired(cursor, word)) return undefined;
  if (!take(cursor, 'of')) return {};
  if (!takeRequired(cursor, 'zone')) return undefined;
  const timeZone = parseZone(cursor);
  return timeZone === undefined ? undefined : { timeZone };
}
