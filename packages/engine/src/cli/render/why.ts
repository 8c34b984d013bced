import type { ClauseReason } from '../../analyse/membership/why.ts';
import { defused } from '../../define/language/visible.ts';
import type { WhyAnswer } from '../cohort/cohort-answers.ts';
import { definitionLines } from '../cohort/definition-lines.ts';
import { elapsed, instantText } from '../output/format.ts';
import { table } from '../output/table.ts';
import { wrapped } from '../output/wrap.ts';
import { section, sections } from './sections.ts';
import { transitionTable, valueText } from './transition.ts';

const INTERVALS_SHOWN = 20;

/** Why someone is a member or is not: each condition, and when they were. */
export function whyWords(answer: WhyAnswer): string {
  return sections([
    headline(answer),
    definitionLines(answer.text),
    section(
      'Conditions, one by one',
      answer.clauses.map((each) => clauseWords(each, answer.asOf)).join('\n'),
    ),
    section('Member, replayed as if the cohort had always existed, latest first', intervalWords(answer)),
    section('Recorded as it became known, latest first', recordedWords(answer)),
  ]);
}

function headline({ id, cohort, version, isMember, since, until, knownSince, asOf }: WhyAnswer): string {
  const is = isMember ? 'is a member' : 'is not a member';
  const then =
    until === null
      ? 'and stays so if nothing more happens'
      : `until ${instantText(until)} if nothing more happens`;
  return [
    wrapped(
      `${defused(id)} ${is} of ${JSON.stringify(defused(cohort))} (version ${version}), since ${instantText(since)} (${elapsed(asOf - since)}), ${then}.`,
    ),
    `known since ${instantText(knownSince)}; as of ${instantText(asOf)}`,
  ].join('\n');
}

function clauseWords(
  { text, holds, wanted, value, missing, since, until }: ClauseReason,
  asOf: number,
): string {
  const seen = value === null ? 'has seen nothing' : `has seen ${valueText(value)}`;
  const lacks = missing === null ? '' : `: ${missing}`;
  const end = until === null ? '' : `, until ${instantText(until)}`;
  const state = holds ? 'holds' : 'does not hold';
  return [
    wrapped(`${holds === wanted ? '✓' : '✗'} ${wanted ? '' : 'not: '}${defused(text)}`),
    wrapped(`${seen}${lacks}`, '    '),
    wrapped(`${state} since ${instantText(since)} (${elapsed(asOf - since)})${end}`, '    '),
  ].join('\n');
}

function intervalWords({ intervals, asOf }: WhyAnswer): string {
  if (intervals.length === 0) return 'never';
  const latest = intervals.toReversed().slice(0, INTERVALS_SHOWN);
  const rows = table(latest, [
    { title: 'from', cell: ({ from }) => instantText(from) },
    { title: 'to', cell: ({ to }) => (to === null ? 'still' : instantText(to)) },
    { title: 'for', cell: ({ from, to }) => elapsed((to ?? asOf) - from), right: true },
  ]);
  const left = intervals.length - latest.length;
  return left > 0 ? `${rows}\nand ${left} earlier: --json` : rows;
}

function recordedWords({ recorded, recordedMore, cohort, id }: WhyAnswer): string {
  if (recorded.length === 0) return 'nothing';
  const rows = transitionTable(recorded);
  if (!recordedMore) return rows;
  const command = `cusp cohort transitions ${JSON.stringify(defused(cohort))} --of ${JSON.stringify(defused(id))}`;
  return `${rows}\n${wrapped(`and older ones: ${command}`)}`;
}
