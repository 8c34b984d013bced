import type { ClauseKind } from '../../packages/engine/src/define/clauses/registry.ts';
import { membersSql } from '../../packages/engine/src/define/compile/members.ts';
import type { CohortDefinition, Condition } from '../../packages/engine/src/define/language/ast.ts';
import type { Sql } from '../../packages/engine/src/store/sql/fragment.ts';
import type { CompileMembers } from './readings.ts';

/** One mistake that a reading could make, put into it on purpose. */
export interface Mutant {
  readonly name: string;
  /** Where it shows: in a world's definition of one clause, or in its definition of several. */
  readonly shows: 'clause' | 'condition';
  /** It is looked for in worlds whose one clause is of this kind; undefined: of any. */
  readonly kind?: ClauseKind | undefined;
  readonly compile: CompileMembers;
}

export const mutants: readonly Mutant[] = [
  text('a window that holds its first instant', /time > /g, 'time >= '),
  text('a reading that ends before its instant', /time <= /g, 'time < '),
  text('records counted as events', /name NOT IN /g, 'name NOT IN [] AND 1 OR name NOT IN '),
  text('anonymous history left with the device', /if\(link_owner != 0, link_owner, unit\)/g, 'unit'),
  text('aliases not followed', /transform\(unit, /g, 'transform(toUInt64(0), '),
  text(
    'only the first account of an event',
    /arrayJoin\(accounts\)/g,
    'arrayJoin(arraySlice(accounts, 1, 1))',
  ),
  text('only an identified user known', /FROM users WHERE/g, "FROM users WHERE user_id != '' AND"),
  text('known before being seen', /first_seen <= /g, 'first_seen > toDateTime64(0, 3) OR first_seen <= '),

  ...of('event-count', [
    text('a first window that holds its last instant', /t < known_since \+ /g, 't <= known_since + '),
    text(
      'first windows that begin when a unit was last found',
      /min\(first_seen\)\) AS known/g,
      'max(first_seen)) AS known',
    ),
    text('at least read as more than', /count\(\) >= /g, 'count() > '),
    text('at most read as less than', /count\(\) <= /g, 'count() < '),
    text('exactly read as at least', /count\(\) = /g, 'count() >= '),
    text('more than read as at least', /count\(\) > /g, 'count() >= '),
    text('less than read as at most', /count\(\) < /g, 'count() <= '),
    text('not exactly read as less than', /count\(\) != /g, 'count() < '),
    text('counts compared without their negation', /HAVING NOT \(count\(\)/g, 'HAVING (count()'),
    text('days in place of events counted', /count\(\)/g, 'uniqExact(intDiv(t, 86400000))'),
    text('close together as at most the length', /end - begin < /g, 'end - begin <= '),
    text('close together all the time', /arrayExists\(\(begin/g, 'arrayAll((begin'),
    text('events of one millisecond as one', /groupArray\(t\)/g, 'groupUniqArray(t)'),
    text('events out of any session as one', /session_id != /g, '1 OR session_id != '),
    text(
      'sessions of all users as one',
      /GROUP BY unit, session_user, session_id/g,
      'GROUP BY unit, session_id',
    ),
    text('all sessions as one', /(GROUP BY unit.*?), session_id HAVING/g, '$1 HAVING'),
    text(
      'sessions of users as they were stored',
      /stored\.done_by AS unit/g,
      'bitNot(stored.done_by) AS unit',
    ),
  ]),

  ...of('event-aggregate', [
    text('values that are no list left out', /if\(isNull\(/g, 'if(1 OR isNull('),
    text('numbers counted for summed', /sumArray\(/g, 'countArray('),
    text('an average over events', /sum\(length\(numbers\)\)/g, 'count()'),
    text('an average of none', /sum\(length\(numbers\)\) > 0/g, '1'),
    text('the first for the smallest', /minArray\(numbers\)/g, 'anyArray(numbers)'),
    text('the largest for the smallest', /minArray\(/g, 'maxArray('),
    text('the smallest for the largest', /maxArray\(/g, 'minArray('),
    text('distinct numbers alone', /uniqExactArray\(texts\) \+ /g, ''),
    text('truth values left out', /uniqExactArray\(bools\)/g, '0'),
    text('aggregates of nothing left out', /HAVING NOT \(to/g, 'HAVING 1 OR NOT (to'),
  ]),

  ...of('property', [
    text(
      'the first of tied property values',
      /argMax\(value, \(time, seq\)\)/g,
      'argMax(value, (time, -toInt64(seq)))',
    ),
    text('the last arrived property value', /argMax\(value, \(time, seq\)\)/g, 'argMax(value, seq)'),
    text('the first property value', /argMax\(value, /g, 'argMin(value, '),
    text('a missing property value takes no part', /\) WHERE NOT \(/g, ') WHERE 1 OR NOT ('),
  ]),

  ...of('sequence', [
    text(
      'ties of a sequence in any order',
      /bitShiftLeft\(toUInt128\(seq\)/g,
      'bitShiftLeft(toUInt128(1000 - seq)',
    ),
    text('one event for two steps', /arrayPopBack\(arrayPushFront\((start\d), toInt64\(-1\)\)\)/g, '$1'),
    text('within as less than', /at - began <= /g, 'at - began < '),
    text('within not asked for', /at - began <= /g, '0 * (at - began) <= '),
    text('a gap of steps as less than', /at - ended <= /g, 'at - ended < '),
    text('a gap of steps not asked for', /at - ended <= /g, '0 * (at - ended) <= '),
    text(
      'a gap counted from the first end of the step before',
      /arrayFill\(ended -> ended >= 0, arrayMap/g,
      'arrayFill(ended -> 0, arrayMap',
    ),
    text(
      'sessions not kept apart',
      /step_bits, session_id/g,
      'step_bits, least(session_id, 0) AS session_id',
    ),
    text('no session taken for a session', /session_id != /g, '0 != '),
    text("an account's sessions of all users as one", /done\.unit AS session_user/g, '0 AS session_user'),
    text(
      'the first start of a chain kept',
      /arrayFill\(began -> began >= 0, arrayMap\(\(filled, began\) -> if\(bitTest\(filled, 0\), began, toInt64\(-1\)\)/g,
      'arrayFill(began -> 0, arrayMap((filled, began) -> if(bitTest(filled, 0), began, toInt64(-1))',
    ),
  ]),

  ...of('not-followed', [
    text('a wait over a millisecond late', /at <= /g, 'at < '),
    text('a wait not waited for', /at <= /g, '0 * at <= '),
    text('the unwanted not looked for at the end of a wait', /unwanted - at > /g, 'unwanted - at >= '),
    text('the unwanted at any time', /unwanted - at > /g, '0 * (unwanted - at) > '),
    text(
      'the unwanted before the last step',
      /arrayPushBack\(arrayPopFront\((arrayReverseFill.*?fills, times\)\))\), toInt64\(-1\)\)/g,
      '$1',
    ),
    text(
      'only the last unwanted event',
      /arrayReverseFill\(next -> next >= 0/g,
      'arrayReverseFill(next -> 0',
    ),
    text('steps after the window of a wait', /toUInt32\(2097\d{3}\)/g, 'toUInt32(2097151)'),
  ]),

  ...of('funnel', [
    text('the bar after the one that was asked for', /WHERE depth > (\d)/g, 'WHERE depth > 1 + $1'),
    text('who went on left among who dropped', /WHERE depth = (\d)/g, 'WHERE depth >= $1'),
    text('a step that may be left out not asked for', /WHERE optional(\d)/g, 'WHERE optional$1 >= 0'),
    text(
      'ties of a funnel in any order',
      /bitShiftLeft\(toUInt128\(seq\)/g,
      'bitShiftLeft(toUInt128(1000 - seq)',
    ),
    text('a conversion window without end', /code <= open/g, 'open > 0'),
    text('one event for two steps of a funnel', /arrayPushFront\(arrayPopBack\((open\d)\), 0\)/g, '$1'),
    text('a gap that nothing closes', /arrayFill\(open -> open != 0/g, 'arrayFill(open -> open > 1'),
    text('paths that begin when the window is over', /time < /g, '1 OR time < '),
    text('a first while of beginnings without end', /t < known_since \+ /g, '1 OR t < known_since + '),
    text(
      'beginnings on any day',
      /toDate32\(fromUnixTimestamp64Milli\(known_since/g,
      'toDate32(fromUnixTimestamp64Milli(t',
    ),
    text('all sent sessions of a funnel as one', /session_id AS session FROM/g, 'toInt64(0) AS session FROM'),
    text('sessions that no short pause ends', / AS is_new/g, ' + 86400000 AS is_new'),
    text('any value as the same held one', /arrayJoin\(held0\)/g, "if(arrayJoin(held0) = '', '', 's')"),
    text('steps in any order without the first of them', /greatest\(one, other\)/g, 'other'),
    text('an attempt that begins while one is under way', /if\(code > kept\.1, /g, 'if(1, '),
  ]),

  ...of('nth-time', [
    text('the n-th time of the window alone', /countIf\(t <= /g, 'countIf(0 AND t <= '),
    text('the n-th time just before the window', /countIf\(t <= /g, 'countIf(t < '),
    text('the time after the n-th', /HAVING \(count\(\) >= /g, 'HAVING (count() > '),
  ]),

  ...of('first-seen', [
    text('last seen for first seen', /min\(first_seen\)/g, 'max(first_seen)'),
    text('first seen at the very start of the window', /min\(first_seen\) > /g, 'min(first_seen) >= '),
  ]),

  ...of('active-days', [
    text('an active day for each event', /uniqExact\(intDiv\(/g, 'uniqExact((t, seq), intDiv('),
    text('days of UTC for those of the zone', /intDiv\(\(t \+ /g, 'intDiv((t + 0 * '),
    text('days at least read as more than', /\)\) >= /g, ')) > '),
  ]),
  ...of('trend', [
    text('a period that ends before its instant', /countIf\(t > /g, 'countIf(t >= '),
    text('the period before as long as both', /count\(\) - now/g, 'count()'),
    text('a trend at least read as more than', /toFloat64\(now\) >= /g, 'toFloat64(now) > '),
    text('a trend at most read as less than', /toFloat64\(now\) <= /g, 'toFloat64(now) < '),
  ]),
  ...of('typical-count', [
    text('the typical count not reached but passed', /done >= /g, 'done > '),
    text('the member after the typical one', /\) \+ 99/g, ') + 199'),
    text('a percentile rounded down', /\) \+ 99/g, ') + 0'),
    text(
      'members who never did it left out',
      /LEFT ANY JOIN \(SELECT unit, count/g,
      'ANY JOIN (SELECT unit, count',
    ),
    text('what is typical of no members', / HAVING length\(groupArray\(done\)\) > 0/g, ''),
  ]),
  ...of('property-ever', [
    text('values that were over before the window', /greatest\(t, /g, 'greatest(t, 0 * '),
    text('the first of tied past values', /argMax\(value, \(t, seq\)\)/g, 'argMin(value, (t, seq))'),
    text('the last arrived past value', /argMax\(value, \(t, seq\)\)/g, 'argMax(value, seq)'),
    text('a value missing for all time', /toUInt64\(0\) AS seq/g, 'toUInt64(1000) AS seq'),
    text(
      'a missing past value takes no part',
      / UNION ALL SELECT unit, toUnix/g,
      ' EXCEPT SELECT unit, toUnix',
    ),
    text('a window that has not begun', / GROUP BY unit, at\b/g, ' OR 1 GROUP BY unit, at'),
  ]),
  ...of('limit-share', [
    text('a share of a limit that is not above 0', /allowed > 0 AND /g, ''),
    text('a share at least read as more than', /used \* 100 >= /g, 'used * 100 > '),
    text('a share at most read as less than', /used \* 100 <= /g, 'used * 100 < '),
    text('the last arrived of a limit', /argMaxIf\(value, \(time, seq\)/g, 'argMaxIf(value, seq'),
    text('the property for its own limit', /AS allowed/g, 'AS other, used AS allowed'),
  ]),

  ...[
    text('any for all', / AND unit IN /g, ' OR unit IN '),
    text('the left out let in', / AND unit NOT IN /g, ' OR unit NOT IN '),
    text('all for any', / UNION ALL /g, ' INTERSECT '),
  ].map((mutant) => ({ ...mutant, shows: 'condition' as const })),
  definition('every "not" lost', (condition) => (condition.kind === 'not' ? condition.condition : condition)),
  definition('in cohort turned round', (condition) =>
    condition.kind === 'in-cohort' ? { kind: 'not', condition } : condition,
  ),
];

/** membersSql with a pattern of its text replaced; nothing where the pattern does not occur. */
function text(name: string, pattern: RegExp, replacement: string): Mutant {
  return {
    name,
    shows: 'clause',
    compile: (of, context) => {
      const parts = joined(membersSql(of, context));
      const changed = parts.map((part) =>
        typeof part === 'string' ? part.replaceAll(pattern, replacement) : part,
      );
      return changed.some((part, i) => part !== parts[i]) ? { kind: 'sql', parts: changed } : undefined;
    },
  };
}

/** Mistakes in one kind of clause: looked for in worlds that ask for that kind alone. */
function of(kind: ClauseKind, mistakes: readonly Mutant[]): readonly Mutant[] {
  return mistakes.map((mutant) => ({ ...mutant, kind }));
}

/** membersSql of a definition with each condition replaced, the inner ones first. */
function definition(name: string, change: (condition: Condition) => Condition): Mutant {
  const changed = (condition: Condition): Condition => {
    if (condition.kind === 'all' || condition.kind === 'any') {
      return change({ kind: condition.kind, conditions: condition.conditions.map(changed) });
    }
    if (condition.kind === 'not') return change({ kind: 'not', condition: changed(condition.condition) });
    return change(condition);
  };
  return {
    name,
    shows: 'condition',
    compile: (of: CohortDefinition, context) => {
      const where = changed(of.where);
      const isSame = JSON.stringify(where) === JSON.stringify(of.where);
      return isSame ? undefined : membersSql({ unit: of.unit, where }, context);
    },
  };
}

/** Text that stands together in one piece, so that a pattern can span what was put together from several fragments. */
function joined(statement: Sql): Sql['parts'] {
  const parts: Sql['parts'][number][] = [];
  for (const part of statement.parts) {
    const last = parts.at(-1);
    if (typeof part === 'string' && typeof last === 'string') parts[parts.length - 1] = last + part;
    else parts.push(part);
  }
  return parts;
}
