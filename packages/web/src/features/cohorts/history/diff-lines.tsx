import { VisuallyHidden } from '@mantine/core';
import classes from './diff.module.css';

export interface DiffLinesProps {
  readonly lines: readonly { readonly kind: 'same' | 'removed' | 'added'; readonly text: string }[];
}

const SIGNS = { same: ' ', removed: '−', added: '+' } as const;
const WORDS = { same: '', removed: 'Removed: ', added: 'Added: ' } as const;

/** Two texts line by line: what was removed and what was added, by a sign and a colour. */
export function DiffLines({ lines }: DiffLinesProps) {
  return (
    <div className={classes.lines}>
      {lines.map(({ kind, text }, i) => (
        <div key={i} data-kind={kind}>
          <span aria-hidden>{SIGNS[kind]} </span>
          <VisuallyHidden>{WORDS[kind]}</VisuallyHidden>
          {text}
        </div>
      ))}
    </div>
  );
}
