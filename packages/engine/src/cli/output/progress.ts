import type { Terminal } from '../context.ts';
import { bar } from './format.ts';

const REDRAW_MS = 100;
const LINE_MS = 5_000;
const BAR_WIDTH = 24;

/** Shows how far a long piece of work has come: a line that redraws for a person, a line now and then for a log. */
export interface Progress {
  /** `share` from 0 to 1, undefined when the end is not known; `detail` is short. */
  readonly show: (share: number | undefined, detail: string) => void;
  /** Takes the line away, or leaves `last` in its place. */
  readonly done: (last?: string) => void;
}

export function progress(terminal: Terminal, label: string, clock: () => number = Date.now): Progress {
  const interval = terminal.interactive ? REDRAW_MS : LINE_MS;
  let shown = terminal.interactive ? 0 : clock();
  const line = (share: number | undefined, detail: string): string => {
    if (share === undefined) return `${label}  ${detail}`;
    return `${label}  ${bar(share, BAR_WIDTH).padEnd(BAR_WIDTH, '·')} ${String(Math.floor(share * 100)).padStart(3)}%  ${detail}`;
  };
  return {
    show: (share, detail) => {
      if (clock() - shown < interval) return;
      shown = clock();
      if (terminal.interactive) process.stderr.write(`\r\u001b[2K${line(share, detail)}`);
      else terminal.err(line(share, detail));
    },
    done: (last) => {
      if (terminal.interactive) process.stderr.write('\r\u001b[2K');
      if (last !== undefined) terminal.err(last);
    },
  };
}
