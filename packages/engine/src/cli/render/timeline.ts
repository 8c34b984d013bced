import type { TimelineAnswer, TimelineEntry } from '../../analyse/lookup/result.ts';
import type { Properties, PropertyValue } from '../../model/property-value.ts';
import { count, elapsed, instantText } from '../output/format.ts';
import { table } from '../output/table.ts';
import { sections } from './sections.ts';

const MARKS = { event: '●', session: '┬', property: '≔', cohort: '◆', touch: '→' } as const;

/** What happened to one user or account, newest first. */
export function timelineWords({ unit, id, entries, next }: TimelineAnswer): string {
  if (entries.length === 0) return `${unit} ${id}: nothing of that kind, or nothing earlier`;
  return sections([
    `${unit} ${id}, newest first`,
    table(entries, [
      { title: 'when', cell: ({ time }) => instantText(time) },
      { title: '', cell: ({ kind }) => MARKS[kind] },
      { title: 'what', cell: what, flexible: true },
      { title: '', cell: more, flexible: true },
    ]),
    next === null ? '' : `older: --before ${next}`,
  ]);
}

function what(entry: TimelineEntry): string {
  switch (entry.kind) {
    case 'event':
      return entry.event.name;
    case 'session':
      return 'session began';
    case 'property':
      return entry.changes.map(({ property }) => property).join(', ');
    case 'cohort':
      return `${entry.direction} ${entry.cohort}`;
    case 'touch':
      return `${entry.touch.what}: ${entry.touch.name}`;
  }
}

function more(entry: TimelineEntry): string {
  switch (entry.kind) {
    case 'event':
      return propertyWords(entry.event.properties);
    case 'session':
      return `${count(entry.session.events)} events, ${elapsed(entry.session.lengthMs)}`;
    case 'property':
      return entry.changes.map(({ was, value }) => `${shown(was)} > ${shown(value)}`).join(', ');
    case 'cohort':
      return entry.isLate ? `known late, ${instantText(entry.recorded)}` : '';
    case 'touch':
      return entry.touch.detail;
  }
}

function shown(value: PropertyValue | undefined): string {
  return value === undefined ? '(none)' : JSON.stringify(value);
}

/** An event's properties in one line. */
export function propertyWords(properties: Properties): string {
  return Object.entries(properties)
    .map(([name, value]) => `${name}=${Array.isArray(value) ? value.join(',') : value}`)
    .join(' ');
}
