import type { CSSProperties, ReactNode, RefObject } from 'react';
import classes from './scroll-frame.module.css';
import { useScrollEdges } from './use-scroll-edges.ts';

export interface ScrollFrameProps {
  /** Of what scrolls. */
  readonly boxRef: RefObject<HTMLDivElement | null>;
  readonly className?: string | undefined;
  readonly style?: CSSProperties | undefined;
  /** It scrolls up and down too. */
  readonly isTall?: boolean;
  readonly children: ReactNode;
}

/** Scrolls by itself what is too wide, by the keyboard too, with a shadow at each side where there is more. */
export function ScrollFrame({ boxRef, className, style, isTall = false, children }: ScrollFrameProps) {
  const { left, right } = useScrollEdges(boxRef);
  return (
    <div className={classes.frame} data-more-left={left} data-more-right={right}>
      <div
        ref={boxRef}
        className={`${classes.box} ${className ?? ''}`}
        style={style}
        // What scrolls has to take the keyboard's focus.
        tabIndex={isTall || left || right ? 0 : undefined}
      >
        {children}
      </div>
    </div>
  );
}
