import { defused } from '../../define/language/visible.ts';
import type { Problem } from '../../util/result.ts';
import { bar, count, instantText, percent } from '../output/format.ts';
import { table } from '../output/table.ts';
import { wrapped } from '../output/wrap.ts';
import type { CohortSummary, CohortWhole, PreviewAnswer } from './cohort-answers.ts';
import { definitionLines } from './definition-lines.ts';
import { behindWord, lastChangeWord, liveLines, stateWord } from './live-words.ts';

const BAR_WIDTH = 16;

export function listWords(cohorts: readonly CohortSummary[]): string {
  if (cohorts.length === 0) return 'no cohorts yet: `cusp cohort create NAME --text "users who …"`';
  const rows = table(cohorts, [
    { title: 'name', cell: (each) => defused(each.name), flexible: true },
    { title: 'v', cell: (each) => String(each.version), right: true },
    { title: 'members', cell: ({ live }) => (live.size === null ? '-' : count(live.size)), right: true },
    { title: 'state', cell: ({ archivedAt, live }) => (archivedAt === null ? stateWord(live) : 'archived') },
    { title: 'behind', cell: ({ live }) => behindWord(live), right: true },
    { title: 'last change', cell: ({ live }) => lastChangeWord(live), right: true },
    { title: 'definition', cell: (each) => oneLine(each.text), flexible: true },
  ]);
  return [rows, ...cohorts.flatMap(trouble)].join('\n');
}

/** What a line of the table has no room for: errors, and versions that are being built beside the one that is read. */
function trouble({ name, pendingVersion, live }: CohortSummary): readonly string[] {
  const at = defused(name);
  if (live.error !== null) return [`\n${wrapped(`${at}: ${live.error}`)}`];
  if (pendingVersion === null) return [];
  const share = live.building === null ? '' : `, ${Math.floor(live.building.share * 100)}% built`;
  return [`\n${wrapped(`${at}: version ${pendingVersion} waits${share}`)}`];
}

export function wholeWords(cohort: CohortWhole): string {
  const state = cohort.archivedAt === null ? '' : ', archived';
  return [
    `${defused(cohort.name)}  (version ${cohort.version}${state}, changed ${instantText(cohort.updatedAt)})`,
    ...(cohort.description === '' ? [] : [wrapped(defused(cohort.description))]),
    ...(cohort.archivedAt === null ? liveLines(cohort.live) : []),
    '',
    definitionLines(cohort.text),
    '',
    ...cohort.plain.split('\n').map((line) => wrapped(line, /^ */.exec(line)?.[0])),
    ...(cohort.pendingText === null
      ? []
      : [
          '',
          `version ${cohort.pendingVersion} waits until it is built:`,
          '',
          definitionLines(cohort.pendingText),
        ]),
    ...warningWords(cohort.warnings),
  ].join('\n');
}

export function previewWords(answer: PreviewAnswer): string {
  const of = answer.unit === 'user' ? 'users' : 'accounts';
  const known = `${percent(answer.share)} of ${count(answer.known)} known`;
  const clauses = table(answer.clauses, [
    { title: 'alone, each condition holds of', cell: (each) => each.text, flexible: true },
    { title: of, cell: (each) => count(each.size), right: true },
    { title: 'share', cell: (each) => percent(shareOf(each.size, answer.known)), right: true },
    { title: '', cell: (each) => bar(shareOf(each.size, answer.known) ?? 0, BAR_WIDTH) },
  ]);
  const left = answer.clausesLeftOut;
  return [
    `${count(answer.size)} ${of}, ${known} at ${instantText(answer.asOf)}`,
    '',
    clauses,
    ...(left > 0 ? [`and ${count(left)} more conditions, not counted one by one`] : []),
    ...(answer.sample.length > 0
      ? ['', 'for example', ...answer.sample.map((member) => `  ${defused(member.id)}`)]
      : []),
    ...warningWords(answer.warnings),
  ].join('\n');
}

export function warningWords(warnings: readonly Problem[]): string[] {
  return warnings.map(
    (warning) => `\n${wrapped(`warning: ${warning.message}`)}\n         at ${warning.path}`,
  );
}

export function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}

function shareOf(size: number, known: number): number | null {
  return known === 0 ? null : size / known;
}
