import type { PlainWindow, Window } from '@cusp/engine/define/language/window.ts';
import { dayStart } from '../../../ui/fields/days.ts';
import { useTimeZone } from '../../../ui/time-zone.ts';
import { type Choice, ChoicePill } from './choice-pill.tsx';
import { DurationPills } from './duration-pills.tsx';
import { InstantPill } from './instant-pill.tsx';
import { Part } from './part.tsx';
import { Words } from './words.tsx';
import { zonedInput } from './zoned-input.ts';

const PLAIN: readonly Choice<PlainWindow['kind']>[] = [
  { value: 'last', label: 'in the last' },
  { value: 'since', label: 'since' },
  { value: 'between', label: 'between' },
  { value: 'ever', label: 'ever' },
];
const FIRST: Choice<Window['kind']> = { value: 'first', label: 'in their first' };
const DAY_MS = 86_400_000;

export interface WindowPillsProps {
  readonly value: Window;
  readonly onChange: (value: Window) => void;
}

/** When a clause looks: all five windows. */
export function WindowPills({ value, onChange }: WindowPillsProps) {
  return <AnyWindow value={value} onChange={onChange} choices={[...PLAIN, FIRST]} />;
}

export interface PlainWindowPillsProps {
  readonly value: PlainWindow;
  readonly onChange: (value: PlainWindow) => void;
}

/** The same where a window relative to first seen has no meaning. */
export function PlainWindowPills({ value, onChange }: PlainWindowPillsProps) {
  return (
    <AnyWindow
      value={value}
      onChange={(window) => {
        if (window.kind !== 'first') onChange(window);
      }}
      choices={PLAIN}
    />
  );
}

function AnyWindow({
  value,
  onChange,
  choices,
}: WindowPillsProps & { readonly choices: readonly Choice<Window['kind']>[] }) {
  const timeZone = useTimeZone();
  return (
    <Part>
      <ChoicePill
        label="When"
        value={value.kind}
        choices={choices}
        onChange={(kind) => kind !== value.kind && onChange(windowOf(kind, value, timeZone))}
      />
      {(value.kind === 'last' || value.kind === 'first') && (
        <DurationPills
          label="When"
          value={value.duration}
          onChange={(duration) => onChange({ ...value, duration })}
        />
      )}
      {(value.kind === 'since' || value.kind === 'between') && (
        <InstantPill
          label="From"
          value={value.from}
          onChange={(from) =>
            onChange(
              value.kind === 'between' && from >= value.to
                ? { ...value, from, to: from + DAY_MS }
                : { ...value, from },
            )
          }
        />
      )}
      {value.kind === 'between' && (
        <>
          <Words>and</Words>
          <InstantPill
            label="Until just before"
            value={value.to}
            onChange={(to) =>
              onChange(to <= value.from ? { ...value, from: Math.max(0, to - DAY_MS), to } : { ...value, to })
            }
          />
        </>
      )}
    </Part>
  );
}

/** A window of another kind that keeps what the old one said, as far as it can. */
function windowOf(kind: Window['kind'], old: Window, timeZone: string): Window {
  const duration = 'duration' in old ? old.duration : ({ amount: 30, unit: 'day' } as const);
  const monthStart = `${zonedInput(Date.now(), timeZone).slice(0, 8)}01`;
  const from = 'from' in old ? old.from : dayStart(monthStart, timeZone);
  switch (kind) {
    case 'last':
    case 'first':
      return { kind, duration };
    case 'since':
      return { kind, from };
    case 'between':
      return { kind, from, to: from + 30 * DAY_MS };
    case 'ever':
      return { kind };
  }
}
