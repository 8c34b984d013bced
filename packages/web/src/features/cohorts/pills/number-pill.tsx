import { useEffect, useRef, useState } from 'react';
import { Pill, type PillEditorProps } from './pill.tsx';
import classes from './pills.module.css';

export interface NumberPillProps {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly min?: number;
  readonly max?: number;
  /** Fractions may be given too. */
  readonly isFraction?: boolean;
  /** Behind the number, such as "%". */
  readonly suffix?: string;
}

/** A number that is typed in its place. What is no number in the bounds is marked, and leaves the old one. */
export function NumberPill({ suffix = '', ...props }: NumberPillProps) {
  const { label, value } = props;
  return (
    <Pill
      label={label}
      text={`${value}${suffix}`}
      editor={(editing) => <NumberInput {...props} {...editing} />}
    />
  );
}

function NumberInput({
  label,
  value,
  onChange,
  min = 0,
  max = Number.MAX_SAFE_INTEGER,
  isFraction = false,
  typed,
  onDone,
}: NumberPillProps & PillEditorProps) {
  const [text, setText] = useState(typed === '' ? String(value) : typed);
  const read = (from: string): number | undefined => {
    const number = Number(from);
    const isFine =
      from.trim() !== '' &&
      Number.isFinite(number) &&
      (isFraction || Number.isInteger(number)) &&
      number >= min &&
      number <= max;
    return isFine ? number : undefined;
  };
  const change = (next: string): void => {
    setText(next);
    const number = read(next);
    if (number !== undefined && number !== value) onChange(number);
  };
  const before = useRef(value);
  // The key that opened the pill is the first that was typed into it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, as it opens
  useEffect(() => {
    if (typed !== '') change(typed);
  }, []);
  const isWrong = read(text) === undefined;
  return (
    <input
      className={classes.input}
      style={{ width: `${Math.max(2, text.length)}ch` }}
      // The pill was just opened by the person.
      // biome-ignore lint/a11y/noAutofocus: it takes the place of the element that had the focus
      autoFocus
      inputMode={isFraction ? 'decimal' : 'numeric'}
      aria-label={label}
      aria-invalid={isWrong}
      title={isWrong ? boundsText(min, max, isFraction) : undefined}
      value={text}
      onFocus={({ currentTarget }) => typed === '' && currentTarget.select()}
      onChange={({ currentTarget }) => change(currentTarget.value)}
      onBlur={() => onDone(false)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' || event.key === 'Escape') {
          event.preventDefault();
          event.stopPropagation();
          if (event.key === 'Escape' && before.current !== value) onChange(before.current);
          onDone(true);
        }
        if ((event.key === 'ArrowUp' || event.key === 'ArrowDown') && !event.altKey) {
          event.preventDefault();
          const next = (read(text) ?? value) + (event.key === 'ArrowUp' ? 1 : -1);
          change(String(Math.min(max, Math.max(min, next))));
        }
      }}
    />
  );
}

function boundsText(min: number, max: number, isFraction: boolean): string {
  const kind = isFraction ? 'A number' : 'A whole number';
  return max === Number.MAX_SAFE_INTEGER ? `${kind} from ${min} on` : `${kind} from ${min} to ${max}`;
}
