import type { RunProgress } from '../../analyse/query/watch-progress.ts';
import type { Terminal } from '../context.ts';
import { elapsed } from './format.ts';
import { progress } from './progress.ts';

const TICK_MS = 250;
/** Nobody needs to be told of less. */
const MOMENT_MS = 1_000;

export interface QueryProgress {
  /** The engine's latest word. */
  readonly told: (latest: RunProgress) => void;
  readonly done: () => void;
}

/** Shows on standard error how far a query has come, once it takes longer than a moment: share, rows, and for how long. */
export function queryProgress(terminal: Terminal, clock: () => number = Date.now): QueryProgress {
  const began = clock();
  const shown = progress(terminal, 'reading', clock);
  let latest: RunProgress | undefined;
  const timer = setInterval(() => {
    const waited = clock() - began;
    if (waited < MOMENT_MS) return;
    const time = elapsed(Math.floor(waited / 1_000) * 1_000);
    if (latest === undefined || latest.totalRows === 0) shown.show(undefined, time);
    else {
      const rows = `${rowsText(latest.readRows)} of ${rowsText(latest.totalRows)} rows`;
      shown.show(latest.readRows / latest.totalRows, `${rows}, ${time}`);
    }
  }, TICK_MS);
  return {
    told: (said) => {
      latest = said;
    },
    done: () => {
      clearInterval(timer);
      shown.done();
    },
  };
}

/** 1234567 as `1.2 M`. */
function rowsText(rows: number): string {
  if (rows >= 1e9) return `${(rows / 1e9).toFixed(1)} G`;
  if (rows >= 1e6) return `${(rows / 1e6).toFixed(1)} M`;
  return rows >= 1e3 ? `${Math.round(rows / 1e3)} k` : String(rows);
}
