import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './pills.module.css';

export interface PartProps {
  /** What goes, such as "this filter"; without `onRemove` the part has to stay. */
  readonly name?: string;
  readonly onRemove?: (() => void) | undefined;
  readonly children: ReactNode;
}

/** Words and pills that belong together, and can be taken out of the sentence together. */
export function Part({ name = 'this', onRemove, children }: PartProps) {
  return (
    <span className={classes.part}>
      {children}
      {onRemove !== undefined && (
        <button type="button" className={classes.remove} aria-label={`Remove ${name}`} onClick={onRemove}>
          <IconX size={12} />
        </button>
      )}
    </span>
  );
}
