import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { Command } from 'commander';
import { problemError } from '../../util/problem-error.ts';
import { ask } from '../ask.ts';
import type { GlobalOptions, Terminal } from '../context.ts';

/** `cusp query FILE`: any question, as JSON. */
export function queryCommand(terminal: Terminal): Command {
  return new Command('query')
    .argument('<file>', 'the question as JSON (- is standard input)')
    .description('ask any question: funnel, retention, backtest, journey, segmentation, ...')
    .action(async (file: string, _, self: Command) => {
      const written = file === '-' ? await text(process.stdin) : await readFile(file, 'utf8');
      await ask(terminal, self.optsWithGlobals<GlobalOptions>(), parsed(written, file));
    });
}

function parsed(written: string, file: string): unknown {
  try {
    return JSON.parse(written);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw problemError(400, 'malformed-json', `${file} is not JSON: ${why}`);
  }
}
