import { printInstant } from '@cusp/engine/define/language/print-window.ts';
import { LATEST_INSTANT } from '@cusp/engine/define/language/window.ts';
import { useState } from 'react';
import { instantText, useTimeZone } from '../../../ui/time-zone.ts';
import { Pill, type PillEditorProps } from './pill.tsx';
import classes from './pills.module.css';
import { instantOfInput, zonedInput } from './zoned-input.ts';

export interface InstantPillProps {
  readonly label: string;
  readonly value: number;
  readonly onChange: (at: number) => void;
}

/** An instant, shown and typed in the project's zone. On hover as the text of the cohort writes it, in UTC. */
export function InstantPill({ label, value, onChange }: InstantPillProps) {
  const timeZone = useTimeZone();
  const isDay = zonedInput(value, timeZone).endsWith('T00:00:00');
  return (
    <Pill
      label={label}
      text={instantText(value, timeZone, isDay ? 'day' : value % 60_000 === 0 ? 'minute' : 'millisecond')}
      hint={`${printInstant(value)} UTC`}
      editor={(editing) => (
        <InstantInput label={label} value={value} onChange={onChange} timeZone={timeZone} {...editing} />
      )}
    />
  );
}

function InstantInput({
  label,
  value,
  onChange,
  timeZone,
  onDone,
}: InstantPillProps & PillEditorProps & { readonly timeZone: string }) {
  const [text, setText] = useState(zonedInput(value, timeZone));
  const at = instantOfInput(text, timeZone);
  const isFine = at !== undefined && at >= 0 && at <= LATEST_INSTANT;
  return (
    <input
      type="datetime-local"
      step={1}
      className={classes.input}
      // biome-ignore lint/a11y/noAutofocus: it takes the place of the element that had the focus
      autoFocus
      aria-label={`${label}, in ${timeZone}`}
      aria-invalid={!isFine}
      value={text}
      onChange={({ currentTarget }) => setText(currentTarget.value)}
      onBlur={() => {
        if (isFine && at !== value) onChange(at);
        onDone(false);
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        if (event.key === 'Enter' && isFine && at !== value) onChange(at);
        onDone(true);
      }}
    />
  );
}
