import { describe, expect, it } from 'vitest';
import { MAX_CLAUSES, MAX_DEPTH, MAX_TEXT } from './ast.ts';
import { DIAGNOSTIC_CODES, MAX_DIAGNOSTICS } from './diagnostics.ts';
import { parseCohort } from './parse.ts';

/** The mistakes of a text with marks `⟦…⟧` around the characters of each, as `code@start-end`; and what was marked. */
function mistakes(marked: string): { readonly found: readonly string[]; readonly marks: readonly string[] } {
  const marks: string[] = [];
  const open: number[] = [];
  let text = '';
  for (const character of marked) {
    if (character === '⟦') open.push(text.length);
    else if (character === '⟧') marks.push(`${open.pop()}-${text.length}`);
    else text += character;
  }
  const parsed = parseCohort(text);
  const problems = parsed.ok ? [] : parsed.problems;
  return { found: problems.map(({ code, span }) => `${code}@${span.start}-${span.end}`), marks };
}

const CASES: readonly (readonly [marked: string, ...codes: string[]])[] = [
  ['users who did a ⟦%⟧', 'unexpected-character'],
  ['users who have plan = ⟦“free”⟧', 'wrong-quotes'],
  ["users who have plan = ⟦'free'⟧", 'wrong-quotes'],
  ['users who have plan = ⟦"free⟧\nand did a', 'unclosed-string'],
  ['users who have plan = "a⟦\\q⟧b⟦\\u⟧12"', 'bad-escape', 'bad-escape'],
  [
    'users who did ⟦page-viewed⟧ and did ⟦größe⟧ and did ⟦404⟧',
    'name-needs-quotes',
    'name-needs-quotes',
    'name-needs-quotes',
  ],
  ['users who have a = ⟦1_000⟧', 'bad-number'],
  [
    'users who have a > ⟦007⟧ and b > ⟦1e999⟧ and c = ⟦9007199254740993⟧',
    'bad-number',
    'bad-number',
    'bad-number',
  ],
  ['users who did a since ⟦2026-02-30⟧ and did b since ⟦2026-01-01T10:00⟧', 'bad-date', 'bad-date'],
  ['⟦user⟧ who did a', 'missing-head'],
  ['⟦did⟧ a and did b', 'missing-head'],
  ['users ⟦whp⟧ did a', 'expected'],
  ['users who did a at ⟦lest⟧ 3 times', 'expected'],
  ['users who ⟦dod⟧ a', 'expected'],
  ['users who have plan ⟦"free"⟧', 'expected'],
  ['users who did ⟦first⟧ in the last 3 days', 'reserved-word'],
  ['users who have a = 1 and ⟦where⟧ = 2', 'reserved-word'],
  ['users who did a ⟦b⟧ and did c ⟦did⟧ d', 'missing-connective', 'missing-connective'],
  ['users who did a and ⟦b⟧', 'bare-condition'],
  ['users who not have a = 1 and ⟦b⟧ = 2', 'bare-condition'],
  ['users who (have a = 1) and ⟦b⟧ = 2', 'bare-condition'],
  ['users who have a = 1 or ⟦"b"⟧', 'value-alone'],
  ['users who did a where x = 1 or ⟦y⟧ = 2', 'or-in-where'],
  ['users who ⟦did⟧ not a', 'do-missing'],
  ['users who have ⟦user.plan⟧ = 1', 'user-scope'],
  ['users who have plan = ⟦free⟧ and role in (⟦a⟧, "b")', 'value-needs-quotes', 'value-needs-quotes'],
  ['users who have a > ⟦2026-01-01⟧', 'date-as-value'],
  ['users who have a contains ⟦3⟧ and did b and have c > ⟦true⟧', 'wrong-value', 'wrong-value'],
  ['users who did ⟦""⟧', 'wrong-value'],
  ['users who in funnel (a then b) reached step 2⟦⟧', 'conversion-missing'],
  ['users who in funnel ⟦a⟧ then b', 'expected'],
  ['users who in funnel (a then b) ⟦raeched⟧ step 2 within 1 day', 'expected'],
  ['users who in funnel (a then b) ⟦reached step 3⟧ within 1 day', 'funnel-part'],
  ['users who in funnel (a then b) reached step ⟦1.5⟧ within 1 day', 'wrong-value'],
  ['users who in funnel (a then b) ⟦dropped at step 1⟧ within 1 day', 'funnel-part'],
  ['users who in funnel ⟦(a)⟧ reached step 1 within 1 day', 'funnel-part'],
  ['users who in funnel (a then b) reached step 2 within ⟦0⟧ days', 'bad-duration'],
  ['users who in funnel (a then b) reached step 2 ⟦within 367 days⟧', 'funnel-part'],
  [`users who in funnel ⟦(${'a then '.repeat(40)}b)⟧ reached step 2 within 1 day`, 'funnel-part'],
  [
    'users who in funnel (a then b) reached step 2 within 1 day ⟦without c before step 4⟧ ⟦without d after step 2⟧',
    'funnel-part',
    'funnel-part',
  ],
  ['users who in funnel (⟦optionally a⟧ then b) reached step 2 within 1 day', 'funnel-part'],
  ['users who in funnel (a then b then ⟦a⟧) reached step 2 in any order within 1 day', 'funnel-part'],
  ['users who in funnel (a then b) reached step 2 within 1 day ⟦counting each⟧', 'funnel-part'],
  [
    'users who in funnel (a then b) reached step 2 within 1 day on the first day of zone ⟦"Mars"⟧',
    'wrong-value',
  ],
  ['users who in funnel (a then b) reached step 2 within 1 day ⟦within⟧ 2 days', 'said-twice'],
  ['users who did a at least ⟦1.5⟧ times', 'wrong-value'],
  ['users who did a ⟦>=⟧ 3 times', 'count-operator'],
  ['users who did a ⟦3⟧ times and did b ⟦once⟧', 'count-ambiguous', 'count-ambiguous'],
  ['users who did a at least 3 times ⟦then⟧ b', 'count-in-sequence'],
  ['users who did a then b ⟦at⟧ least 3 times', 'count-in-sequence'],
  [
    'users who did a less than 3 times ⟦in any 7 days⟧ and did b ⟦in one session⟧, at least 0 times',
    'together-needs-events',
    'together-needs-events',
  ],
  ['users who did a in one session, ⟦in⟧ any 7 days', 'said-twice'],
  ['users who did a on at least 2 days ⟦in one session⟧', 'together-needs-count'],
  ['users who did a ⟦in any 7 days⟧ at least as often as the median of cohort b', 'together-needs-count'],
  ['users who did a ⟦on⟧ at least 2 days with sum of x > 1', 'count-with-aggregate'],
  ['users who did a in any ⟦week⟧ and did b in one ⟦visit⟧', 'bad-duration', 'expected'],
  ['users who did a ⟦at⟧ least 3 times with sum of x > 1', 'count-with-aggregate'],
  ['users who did a with maximum of x = 1 ⟦in⟧ one session', 'count-with-aggregate'],
  ['users who did a with sum of x > 1 ⟦with⟧ sum of x < 9', 'said-twice'],
  ['users who did a with ⟦summ⟧ of x > 1 and did b with distinct ⟦of⟧ x = 1', 'expected', 'expected'],
  ['users who did a with sum of x ⟦over⟧ 3 and did b with sum of x > ⟦"3"⟧', 'expected', 'expected'],
  ['users who did a with sum of x < ⟦1e16⟧', 'wrong-value'],
  ['users who did a then b ⟦with⟧ sum of x < 1', 'missing-connective'],
  ['users who did a then b ⟦on⟧ at least 3 days', 'count-in-sequence'],
  ['users who did a on ⟦3⟧ days and did b on ⟦>=⟧ 3 days', 'count-ambiguous', 'count-operator'],
  ['users who did a on ⟦monday⟧ and did b on at least ⟦1.5⟧ days', 'expected', 'wrong-value'],
  ['users who did a on at least 3 ⟦times⟧ and did b on at most 2 days of ⟦"UTC"⟧', 'expected', 'expected'],
  ['users who did a on at least 3 days of zone ⟦"Berlin"⟧', 'wrong-value'],
  ['users who did a on at least 3 days of zone ⟦UTC⟧', 'wrong-value'],
  ['users who have a ⟦=⟧ 80% of b and have c ⟦is⟧ 80% of d', 'share-operator', 'share-operator'],
  ['users who have a >= ⟦-1%⟧ of b and have a > ⟦1000001 %⟧ of b', 'wrong-value', 'wrong-value'],
  ['users who have a >= 80% ⟦and⟧ did b and have c > ⟦1_0⟧% of d', 'expected', 'bad-number'],
  ['users who have a >= 80% of ⟦user.b⟧', 'user-scope'],
  ['users who did a at ⟦most⟧ as often as the median of cohort b', 'wrong-value'],
  ['users who did a at least ⟦2⟧ times as often as the median of cohort b', 'wrong-value'],
  ['users who did a at least as often as the ⟦p0⟧ of cohort b', 'expected'],
  ['users who did a at least as often as the ⟦mean⟧ of cohort b', 'expected'],
  ['users who did a at least as often as the median ⟦in⟧ cohort b', 'expected'],
  ['users who did a ⟦in the first 3 days⟧ at least as often as the median of cohort b', 'window-differs'],
  ['users who had ⟦user.b⟧ = 1 and had ⟦in⟧ the last 3 days', 'user-scope', 'reserved-word'],
  ['users who had a = ⟦free⟧ since 2026-01-01 ⟦ever⟧', 'value-needs-quotes', 'said-twice'],
  ['users who had a ⟦since⟧ 2026-01-01', 'expected'],
  ['users who did a where b >= ⟦80%⟧', 'wrong-value'],
  ['users who did a at least 3 times ⟦on⟧ at least 2 days', 'said-twice'],
  ['users who did a at least twice as often in the last 7 days as in the ⟦1 day⟧ before', 'periods-differ'],
  ['users who did a at least ⟦0⟧ times as often in the last 7 days as in the 7 days before', 'wrong-value'],
  ['users who did a at least 2 times as ⟦much⟧', 'expected'],
  ['users who did a at most 2 times as often ⟦since⟧ 2026-01-01', 'expected'],
  ['users who did a at least as often in the last 7 days as in the ⟦last⟧ 7 days', 'bad-duration'],
  ['users who did a at least as often in the last 7 days ⟦and⟧ did b', 'expected'],
  [
    'users who did a since 2026-01-01 ⟦at⟧ least as often in the last 1 day as in the 1 day before',
    'said-twice',
  ],
  ['users who did a at least as often in the last 1 day as in the 1 day before ⟦ever⟧', 'said-twice'],
  ['users who did a then b within 1 hour ⟦then⟧ c', 'count-in-sequence'],
  ['users who did a then within ⟦b⟧', 'bad-duration'],
  ['users who did a then b in one ⟦sesion⟧', 'expected'],
  ['users who did a then b in one session, ⟦in⟧ one session', 'said-twice'],
  ['users who did a at least twice ⟦for⟧ the 3rd time', 'said-twice'],
  ['users who did a for the 3rd time in the last 2 days ⟦at⟧ least twice', 'said-twice'],
  ['users who did a for the ⟦1001st⟧ time and did b for the ⟦3⟧ time', 'wrong-value', 'wrong-value'],
  ['users who did a for the ⟦thrid⟧ time and did ⟦3rd⟧', 'expected', 'name-needs-quotes'],
  ['users who did a then b ⟦for⟧ the 3rd time', 'count-in-sequence'],
  ['users who did a since 2026-01-01 for the 3rd time ⟦in⟧ the last 2 days', 'said-twice'],
  ['users who did a then not b ⟦and⟧ did c', 'wait-missing'],
  ['users who did a then not b within 1 day ⟦then⟧ c', 'then-after-not'],
  ['users who did a then not b within 1 day ⟦in⟧ one session', 'session-of-wait'],
  ['users who did a then not b ⟦at⟧ least twice within 1 day', 'count-in-sequence'],
  ['users who did a then within 2 days not b ⟦within⟧ 1 day', 'said-twice'],
  ['users who did a ⟦within⟧ 3 days', 'within-alone'],
  ['users who did a at least 2 times ⟦at⟧ most 3 times', 'said-twice'],
  ['users who did a where x = 1 at least 2 times ⟦where⟧ y = 2', 'said-twice'],
  ['users who did a since 2026-01-01 ⟦in⟧ the last 3 days', 'said-twice'],
  ['users who first seen ⟦and⟧ did a', 'window-missing'],
  ['users who first seen ⟦in the first 7 days⟧ and did a', 'window-of-first-seen'],
  [
    'users who have a = 1 ⟦in⟧ the last 3 days and in cohort x ⟦since⟧ 2026-01-01',
    'window-misplaced',
    'window-misplaced',
  ],
  ['users who did a ⟦between 2026-02-01 and 2026-02-01⟧', 'window-empty'],
  ['users who did a in the last ⟦week⟧ and did b in the last ⟦0⟧ days', 'bad-duration', 'bad-duration'],
  ['users who did a in the last 3 ⟦months⟧', 'unknown-unit'],
  ['users who ⟦(⟧did a and (did b)', 'unclosed-parenthesis'],
  ['users who did any of ⟦(⟧a, b', 'unclosed-parenthesis'],
  ['users who did a⟦)⟧ and did b', 'unopened-parenthesis'],
  [`users who ${'('.repeat(MAX_DEPTH)}⟦(⟧did a`, 'too-deep'],
  [`users who ${'not '.repeat(MAX_DEPTH)}⟦not⟧ did a`, 'too-deep'],
  [`users who ${'did a and '.repeat(MAX_CLAUSES)}⟦did b⟧ and did c`, 'too-many-clauses'],
  [`users who ⟦did "${'x'.repeat(1_025)}"⟧ and did b`, 'out-of-bounds'],
];

describe('diagnostics', () => {
  it.each(CASES)('%s', (marked, ...codes) => {
    const { found, marks } = mistakes(marked);
    expect(found).toEqual(codes.map((code, index) => `${code}@${marks[index]}`));
  });

  it('has a case for every code', () => {
    const shown = new Set(CASES.flatMap(([, ...codes]) => codes));
    const elsewhere = ['text-too-long', 'too-many-problems'];
    expect([...shown, ...elsewhere].toSorted()).toEqual(DIAGNOSTIC_CODES.toSorted());
  });

  it('finds the mistakes of every condition at once', () => {
    const { found, marks } = mistakes(`users who
      did ⟦first⟧
      and (have plan = ⟦free⟧ or did a in the last 3 ⟦dayz⟧)
      and have x in ("a" ⟦"b"⟧)
      and not in cohort ⟦7⟧`);
    expect(found).toEqual([
      `reserved-word@${marks[0]}`,
      `value-needs-quotes@${marks[1]}`,
      `unknown-unit@${marks[2]}`,
      `expected@${marks[3]}`,
      `name-needs-quotes@${marks[4]}`,
    ]);
  });

  it('says so when there are more mistakes than it lists', () => {
    const parsed = parseCohort(`users who ${'did ) and '.repeat(200)} did a`);
    const codes = parsed.ok ? [] : parsed.problems.map(({ code }) => code);
    expect(codes).toHaveLength(MAX_DIAGNOSTICS + 1);
    expect(codes.at(-1)).toBe('too-many-problems');
  });

  it('refuses a text that is too long without reading it', () => {
    const parsed = parseCohort('('.repeat(MAX_TEXT + 1));
    expect(parsed).toMatchObject({ ok: false, problems: [{ code: 'text-too-long' }] });
    expect(parseCohort(`users who did a${' '.repeat(MAX_TEXT - 15)}`).ok).toBe(true);
  });

  it('counts lines and columns from one', () => {
    const parsed = parseCohort('users who\r\n  did a\r\n  and did ');
    expect(parsed).toMatchObject({ ok: false, problems: [{ line: 3, column: 11, path: '3:11' }] });
    expect(parseCohort('')).toMatchObject({ ok: false, problems: [{ line: 1, column: 1 }] });
    expect(parseCohort('\n')).toMatchObject({ ok: false, problems: [{ line: 2, column: 1 }] });
  });
});
