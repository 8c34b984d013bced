import type { CohortMember } from '../../analyse/cohort/result.ts';
import { defused } from '../../define/language/visible.ts';
import type { PropertyValue } from '../../model/property-value.ts';
import { csvLine } from '../../util/csv-line.ts';
import type { Terminal } from '../context.ts';
import type { Engine } from '../engine-client.ts';
import { count, instantText } from '../output/format.ts';
import { table } from '../output/table.ts';
import { cohortPath, type MembersAnswer } from './cohort-answers.ts';
import { warningWords } from './cohort-words.ts';

const PAGE = 5_000;

export interface MembersWanted {
  readonly asOf: number | undefined;
  /** How many; undefined for all. */
  readonly limit: number | undefined;
  readonly properties: readonly string[];
}

/** Pages through a cohort's members until there are no more or as many as wanted. Every page is of the same instant. */
export async function* memberPages(
  engine: Engine,
  name: string,
  wanted: MembersWanted,
): AsyncGenerator<MembersAnswer> {
  let left = wanted.limit ?? Number.POSITIVE_INFINITY;
  let cursor: string | null | undefined;
  while (left > 0 && cursor !== null) {
    const query = new URLSearchParams({ limit: String(Math.min(PAGE, left)) });
    if (cursor) query.set('cursor', cursor);
    else if (wanted.asOf !== undefined) query.set('asOf', String(wanted.asOf));
    if (wanted.properties.length > 0) query.set('properties', wanted.properties.join(','));
    const page = await engine.request<MembersAnswer>('GET', cohortPath(name, `/members?${query}`));
    yield page;
    left -= page.members.length;
    cursor = page.next;
  }
}

/** A table of the members that fit the limit, with what is left out said under it. */
export async function printTable(
  terminal: Terminal,
  pages: AsyncIterable<MembersAnswer>,
  properties: readonly string[],
): Promise<void> {
  const shown: CohortMember[] = [];
  let last: MembersAnswer | undefined;
  for await (const page of pages) {
    shown.push(...page.members);
    last = page;
  }
  if (!last) return;
  const of = last.unit === 'user' ? 'users' : 'accounts';
  const columns = properties.map((property) => ({
    title: property,
    cell: (member: CohortMember) => defused(valueText(member.properties[property])),
    flexible: true,
  }));
  terminal.out(
    table(shown, [{ title: last.unit, cell: (member) => defused(member.id), flexible: true }, ...columns]),
  );
  const more = last.size - shown.length;
  terminal.out(`\n${count(last.size)} ${of} at ${instantText(last.asOf)}`);
  if (more > 0) terminal.out(`${count(more)} of them not shown: --limit, or --csv for all`);
  for (const line of warningWords(last.warnings)) terminal.err(line);
}

/** Every member as CSV under a line of titles, page by page. */
export async function printCsv(
  terminal: Terminal,
  pages: AsyncIterable<MembersAnswer>,
  properties: readonly string[],
): Promise<void> {
  terminal.out(csvLine(['id', ...properties]));
  for await (const page of pages) {
    for (const member of page.members) {
      terminal.out(
        csvLine([member.id, ...properties.map((property) => valueText(member.properties[property]))]),
      );
    }
  }
}

function valueText(value: PropertyValue | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
