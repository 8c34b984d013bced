import type { NamedTransition } from '../../analyse/membership/named-transitions.ts';
import { defused } from '../../define/language/visible.ts';
import type { PropertyValue } from '../../model/property-value.ts';
import { clipped, TERMINAL_WIDTH, table } from '../output/table.ts';

const ID_WIDTH = 22;
const CAUSE_WIDTH = 10;

/** Titles of the lines that `transitionLine` makes. */
export const TRANSITION_TITLES = `${'true at (UTC)'.padEnd(19)}    ${'who'.padEnd(ID_WIDTH)}  ${'because of'.padEnd(CAUSE_WIDTH)}  each condition saw`;

/** One transition in one line of the terminal, for those that come one by one. `+` came, `-` left. */
export function transitionLine(transition: NamedTransition): string {
  const id = clipped(defused(transition.id), ID_WIDTH);
  const line = `${instantShort(transition.at)}  ${sign(transition)} ${id.padEnd(ID_WIDTH)}  ${cause(transition).padEnd(CAUSE_WIDTH)}  ${values(transition)}`;
  return clipped(line.trimEnd(), TERMINAL_WIDTH);
}

/** Several at once, aligned. */
export function transitionTable(transitions: readonly NamedTransition[]): string {
  return table(transitions, [
    { title: 'true at (UTC)', cell: ({ at }) => instantShort(at) },
    { title: '', cell: sign },
    { title: 'who', cell: ({ id }) => defused(id), flexible: true },
    { title: 'v', cell: ({ version }) => String(version), right: true },
    { title: 'because of', cell: cause },
    { title: 'each condition saw', cell: values, flexible: true },
  ]);
}

/** A value that a condition has seen, on one line. */
export function valueText(value: PropertyValue | null): string {
  return value === null ? '-' : defused(JSON.stringify(value));
}

function sign({ direction }: NamedTransition): string {
  return direction === 'entered' ? '+' : '-';
}

function cause({ cause: of, late }: NamedTransition): string {
  return late ? `${of}, late` : of;
}

function values(transition: NamedTransition): string {
  return transition.values
    .map(({ value, orMore }) => `${valueText(value)}${orMore ? ' or more' : ''}`)
    .join(' · ');
}

function instantShort(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}
