import { Tooltip } from '@mantine/core';
import type { ReactElement } from 'react';

/**
 * Properties of a control that is refused: it stays in reach, so that a pointer and the keyboard come to the reason, and does nothing. An input's
 * Enter comes to a form's button as a click, too.
 */
export const REFUSED = {
  'aria-disabled': true,
  'data-disabled': true,
  onClick: (event: { preventDefault: () => void; stopPropagation: () => void }): void => {
    event.preventDefault();
    event.stopPropagation();
  },
} as const;

/** Why a control is refused, where somebody looks or taps. */
export function Refused({ why, children }: { readonly why: string; readonly children: ReactElement }) {
  return (
    <Tooltip label={why} multiline maw={280} events={{ hover: true, focus: true, touch: true }}>
      {children}
    </Tooltip>
  );
}
