import { type PlainWindow, plainSpan } from '@cusp/engine/define/language/window.ts';

/** The time of the same length right before a window, as it was as of an instant (UTC ms). Undefined of a window without a beginning. */
export function previousWindow(
  window: PlainWindow,
  asOf: number,
): Extract<PlainWindow, { kind: 'between' }> | undefined {
  if (window.kind === 'ever') return undefined;
  const begin = plainSpan(window, asOf).after + 1;
  const end = window.kind === 'between' ? window.to : asOf + 1;
  const from = Math.max(0, begin - (end - begin));
  return from < begin ? { kind: 'between', from, to: begin } : undefined;
}
