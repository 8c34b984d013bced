import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import classes from './pills.module.css';

export interface PillEditorProps {
  /** The first letter, when the pill was opened by typing it. */
  readonly typed: string;
  /** Ends editing; `keepsFocus` gives the focus back to the pill, as Enter and Escape do. */
  readonly onDone: (keepsFocus: boolean) => void;
}

export interface PillProps {
  /** What it is, for those who do not see the sentence around it. */
  readonly label: string;
  readonly text: string;
  /** Nothing was chosen yet: `text` asks for it. */
  readonly isEmpty?: boolean;
  /** Worth a second look, such as a name that nothing carries. */
  readonly isWrong?: boolean;
  readonly hint?: string | undefined;
  /** What takes its place while it is edited. */
  readonly editor: (props: PillEditorProps) => ReactNode;
}

/** A part of a sentence that is edited in its place: by a click, by Enter, or by beginning to type. Tab goes on to the next one. */
export function Pill({ label, text, isEmpty = false, isWrong = false, hint, editor }: PillProps) {
  const [typed, setTyped] = useState<string>();
  const button = useRef<HTMLButtonElement>(null);
  const takesFocus = useRef(false);
  useEffect(() => {
    if (typed !== undefined || !takesFocus.current) return;
    takesFocus.current = false;
    button.current?.focus();
  }, [typed]);
  if (typed !== undefined) {
    return (
      <span data-pill>
        {editor({
          typed,
          onDone: (keepsFocus) => {
            takesFocus.current = keepsFocus;
            setTyped(undefined);
          },
        })}
      </span>
    );
  }
  return (
    <button
      ref={button}
      type="button"
      data-pill
      data-empty={isEmpty}
      data-wrong={isWrong}
      className={classes.pill}
      aria-label={`${label}${isEmpty ? ', not chosen' : ''}: ${text}`}
      title={hint ?? (text.length > 60 ? text : undefined)}
      onClick={() => setTyped('')}
      onKeyDown={(event) => {
        if (!isLetter(event)) return;
        event.preventDefault();
        setTyped(event.key);
      }}
    >
      <bdi className={classes.text}>{text}</bdi>
    </button>
  );
}

/** A key that stands for itself and is no command. Space opens a pill, as it presses every button. */
export function isLetter({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return [...key].length === 1 && key !== ' ' && !ctrlKey && !metaKey && !altKey;
}
