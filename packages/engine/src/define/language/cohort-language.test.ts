import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkCohort } from './check.ts';
import { parseCohort } from './parse.ts';
import { printCohort } from './print.ts';
import { renderDiagnostic } from './render-diagnostic.ts';
import { RESERVED_WORDS } from './reserved-words.ts';

interface Block {
  readonly info: string;
  readonly body: string;
  readonly line: number;
}

const PAGE = readFileSync(resolve(import.meta.dirname, '../../../../../docs/cohort-language.md'), 'utf8');

/** The fenced blocks of the page, in order. */
const BLOCKS: readonly Block[] = [...PAGE.matchAll(/^```(\S[^\n]*)\n([\s\S]*?)^```$/gm)].map((found) => ({
  info: found[1] ?? '',
  body: (found[2] ?? '').replace(/\n$/, ''),
  line: PAGE.slice(0, found.index).split('\n').length,
}));

const EXAMPLES = BLOCKS.map((block, index) => ({ ...block, next: BLOCKS[index + 1] })).filter((block) =>
  block.info.startsWith('cohort'),
);
const titled = (block: Block): readonly [string, Block & { next?: Block | undefined }] => [
  `line ${block.line}: ${block.body.split('\n')[0]}`,
  block,
];

describe('docs/cohort-language.md', () => {
  it('has examples of every form', () => {
    expect(EXAMPLES.filter(({ info }) => info === 'cohort canonical').length).toBeGreaterThan(5);
    expect(EXAMPLES.filter(({ info }) => info === 'cohort error').length).toBeGreaterThan(2);
    expect(EXAMPLES.filter(({ next }) => next?.info === 'json').length).toBeGreaterThan(4);
  });

  it.each(EXAMPLES.filter(({ info }) => info !== 'cohort error').map(titled))('reads %s', (_, example) => {
    const parsed = parseCohort(example.body);
    if (!parsed.ok) {
      throw new Error(parsed.problems.map((problem) => renderDiagnostic(example.body, problem)).join('\n'));
    }
    const printed = printCohort(parsed.value);
    expect(parseCohort(printed)).toEqual(parsed);
    if (example.info === 'cohort canonical') expect(printed).toBe(example.body);
    if (example.next?.info === 'json') {
      const shown: unknown = JSON.parse(example.next.body);
      expect(parsed.value).toEqual(shown);
      expect(checkCohort(shown)).toEqual(parsed);
    }
  });

  it.each(EXAMPLES.filter(({ info }) => info === 'cohort error').map(titled))(
    'explains what is wrong with %s',
    (_, example) => {
      const parsed = parseCohort(example.body);
      const shown = parsed.ok
        ? []
        : parsed.problems.map((problem) => renderDiagnostic(example.body, problem));
      expect(example.next?.info).toBe('text');
      expect(shown.join('\n\n')).toBe(example.next?.body);
    },
  );

  it('lists the reserved words', () => {
    const listed = BLOCKS.find(({ info }) => info === 'reserved')?.body.split(/\s+/);
    expect(listed?.toSorted()).toEqual(RESERVED_WORDS.toSorted());
  });
});
