import type { PlainWindow } from '@cusp/engine/define/language/window.ts';
import type { TimeRange } from './range.ts';

/** A page's range as the window of a question. */
export function windowOf(range: TimeRange): PlainWindow {
  return 'last' in range
    ? { kind: 'last', duration: range.last }
    : { kind: 'between', from: range.from, to: range.to };
}
