import type { EventSelector } from '@cusp/engine/define/selector/event-selector.ts';
import { stepName } from './step-name.ts';

export interface StepLabelProps {
  /** Counted from 1. */
  readonly number: number;
  readonly event: EventSelector;
}

/** A step as tables name it. Its number stands before its name, whichever way that runs. */
export function StepLabel({ number, event }: StepLabelProps) {
  return (
    <span>
      {number} <bdi>{stepName(event)}</bdi>
    </span>
  );
}
