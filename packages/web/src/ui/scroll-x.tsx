import type { ReactNode } from 'react';
import classes from './scroll-x.module.css';

export interface ScrollXProps {
  /** In px: what is in it is never narrower. */
  readonly minWidth: number;
  readonly children: ReactNode;
}

/** Something too wide for the page, such as forty bars, scrolls by itself and by the keyboard. */
export function ScrollX({ minWidth, children }: ScrollXProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to take the keyboard's focus
    <div className={classes.box} tabIndex={0}>
      <div style={{ minWidth }}>{children}</div>
    </div>
  );
}
