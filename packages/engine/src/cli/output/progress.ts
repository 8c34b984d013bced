import { count } from './numbers.ts';
import type { Terminal } from './terminal.ts';

const BAR_WIDTH = 24;

/** One line on stderr that is drawn anew as work goes on; nothing at all when nobody watches. Always end it. */
export interface Progress {
  /** Total undefined: how much there is to do is not known. */
  update(done: number, total: number | undefined, note?: string): void;
  end(): void;
}

export function progress(terminal: Terminal, label: string): Progress {
  if (!terminal.live) return { update: () => undefined, end: () => undefined };
  let drawn = '';
  return {
    update(done, total, note = '') {
      const line = clip(
        [label, amount(done, total), note].filter((part) => part !== '').join('  '),
        terminal.width,
      );
      if (line === drawn) return;
      drawn = line;
      terminal.err(`\r\u001b[2K${line}`);
    },
    end() {
      if (drawn !== '') terminal.err('\r\u001b[2K');
      drawn = '';
    },
  };
}

function amount(done: number, total: number | undefined): string {
  if (total === undefined || total <= 0) return count(done);
  const share = Math.min(1, Math.max(0, done / total));
  const filled = Math.floor(share * BAR_WIDTH);
  return `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)} ${Math.floor(share * 100)}%  ${count(done)} of ${count(total)}`;
}

function clip(line: string, width: number): string {
  return line.length < width ? line : `${line.slice(0, Math.max(0, width - 2))}…`;
}
