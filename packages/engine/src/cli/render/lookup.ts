import type { LookupAnswer, Met, OneAnswer, SearchAnswer } from '../../analyse/lookup/result.ts';
import type { Properties } from '../../model/property-value.ts';
import { count, elapsed, instantText } from '../output/format.ts';
import { clipped, TERMINAL_WIDTH, table } from '../output/table.ts';
import { section, sections } from './sections.ts';
import { propertyWords, timelineWords } from './timeline.ts';

const SHOWN_CHANGES = 10;

/** Who was found, or one user's or account's page. */
export function lookupWords(answer: LookupAnswer): string {
  if (answer.of === 'search') return searchWords(answer);
  return answer.of === 'timeline' ? timelineWords(answer) : oneWords(answer);
}

function searchWords({ matches, hasMore }: SearchAnswer): string {
  if (matches.length === 0) return 'nobody found';
  const found = table(matches, [
    { title: 'id', cell: (match) => match.id, flexible: true },
    { title: 'found by', cell: (match) => match.matched },
    { title: 'first seen', cell: (match) => instantText(match.firstSeen) },
    { title: 'last seen', cell: (match) => instantText(match.lastSeen) },
  ]);
  return hasMore ? `${found}\nand more: give a longer part of the id` : found;
}

function oneWords(answer: OneAnswer): string {
  const { stream } = answer;
  return sections([
    [
      `${answer.unit} ${answer.id}`,
      `seen ${instantText(answer.firstSeen)} to ${instantText(answer.lastSeen)}, ${count(answer.events)} events`,
      ...answer.aliases.map(({ id, since }) => `also ${id}, since ${instantText(since)}`),
    ].join('\n'),
    section('Properties', propertyLines(answer.properties)),
    section(
      'Cohorts',
      answer.cohorts.map(({ name, isMember }) => `${isMember ? '✓' : '·'} ${name}`).join('\n'),
    ),
    metTable('Devices', answer.devices),
    metTable('Accounts', answer.accounts),
    metTable('Users', answer.users),
    section('Changes, latest first', changeTable(answer)),
    section('Sessions, latest first', sessionTable(answer)),
    section('Events, newest first', streamTable(answer)),
    stream.next === null ? '' : `older: --before ${stream.next.time}:${stream.next.seq}`,
  ]);
}

function propertyLines(properties: Properties): string {
  return Object.keys(properties)
    .sort()
    .map((name) => clipped(`  ${name} = ${JSON.stringify(properties[name])}`, TERMINAL_WIDTH))
    .join('\n');
}

function metTable(title: string, rows: readonly Met[]): string {
  if (rows.length === 0) return '';
  return section(
    title,
    table(rows, [
      { title: 'id', cell: (row) => row.id, flexible: true },
      { title: 'events', cell: (row) => count(row.events), right: true },
      { title: 'last seen', cell: (row) => instantText(row.lastSeen) },
    ]),
  );
}

function changeTable({ changes }: OneAnswer): string {
  if (changes.length === 0) return '';
  return table(changes.slice(0, SHOWN_CHANGES), [
    { title: 'when', cell: (row) => instantText(row.time) },
    { title: 'property', cell: (row) => row.property, flexible: true },
    {
      title: 'value',
      cell: (row) => (row.value === undefined ? '(removed)' : JSON.stringify(row.value)),
      flexible: true,
    },
  ]);
}

function sessionTable({ sessions }: OneAnswer): string {
  if (sessions.length === 0) return '';
  return table(sessions, [
    { title: 'began', cell: (row) => instantText(row.start) },
    { title: 'lasted', cell: (row) => elapsed(row.lengthMs), right: true },
    { title: 'events', cell: (row) => count(row.events), right: true },
  ]);
}

function streamTable({ stream }: OneAnswer): string {
  if (stream.events.length === 0) return '';
  return table(stream.events, [
    { title: 'when', cell: (row) => instantText(row.time) },
    { title: 'event', cell: (row) => row.name, flexible: true },
    { title: 'properties', cell: (row) => propertyWords(row.properties), flexible: true },
  ]);
}
