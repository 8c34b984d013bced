import { defused } from '../../define/language/visible.ts';
import type { DiffAnswer } from '../cohort/cohort-answers.ts';
import { count, instantText } from '../output/format.ts';
import { wrapped } from '../output/wrap.ts';
import { sections } from './sections.ts';

const SIGNS = { same: '  ', removed: '- ', added: '+ ' } as const;

/** What two definitions differ in, line by line, and who would come and go. */
export function diffWords(name: string, { before, after, lines, ...diff }: DiffAnswer): string {
  const isSame = lines.every(({ kind }) => kind === 'same');
  return sections([
    wrapped(`${defused(name)}: ${sideWords(before.version)} -> ${sideWords(after.version)}`),
    isSame ? 'the definitions are the same' : lines.map(lineWords).join('\n'),
    membershipWords(diff),
  ]);
}

function sideWords(version: number | null): string {
  return version === null ? 'not saved' : `version ${version}`;
}

/** Broken to fit, every piece under the sign of its line. */
function lineWords({ kind, text }: DiffAnswer['lines'][number]): string {
  const indent = /^ */.exec(text)?.[0] ?? '';
  return wrapped(text, `${SIGNS[kind]}${indent}`);
}

function membershipWords({
  membership,
  membershipProblem,
}: Pick<DiffAnswer, 'membership' | 'membershipProblem'>): string {
  if (membership === null) return wrapped(`the members cannot be compared: ${membershipProblem}`);
  const { asOf, come, go, stay, coming, going } = membership;
  return [
    `as of ${instantText(asOf)}: ${count(come)} would come, ${count(go)} go, ${count(stay)} stay`,
    ...someWords('coming', coming, come),
    ...someWords('going', going, go),
  ].join('\n');
}

function someWords(title: string, some: readonly { readonly id: string }[], all: number): readonly string[] {
  if (some.length === 0) return [];
  const more = all > some.length ? `, and ${count(all - some.length)} more` : '';
  return [wrapped(`${title}: ${some.map(({ id }) => defused(id)).join(', ')}${more}`)];
}
