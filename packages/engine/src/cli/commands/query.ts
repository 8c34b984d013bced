import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { Command } from 'commander';
import { analyses } from '../../analyse/registry.ts';
import { problemError } from '../../util/problem-error.ts';
import { ask } from '../ask.ts';
import type { GlobalOptions, Terminal } from '../context.ts';
import { wrapped } from '../output/wrap.ts';

/** `cusp query FILE`: any question, as JSON. */
export function queryCommand(terminal: Terminal): Command {
  return new Command('query')
    .argument('<file>', 'the question as JSON (- is standard input)')
    .description('ask any question')
    .addHelpText('after', () => `\nKinds of questions, in the field "kind":\n${kinds()}`)
    .action(async (file: string, _, self: Command) => {
      const written = file === '-' ? await text(process.stdin) : await readFile(file, 'utf8');
      await ask(terminal, self.optsWithGlobals<GlobalOptions>(), parsed(written, file));
    });
}

/** Every kind and what it tells, aligned. */
function kinds(): string {
  const width = Math.max(...analyses.map(({ kind }) => kind.length));
  return analyses
    .map(({ kind, summary }) => {
      const indent = ' '.repeat(width + 4);
      return `  ${kind.padEnd(width)}  ${wrapped(summary, indent).trimStart()}`;
    })
    .join('\n');
}

function parsed(written: string, file: string): unknown {
  try {
    return JSON.parse(written);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw problemError(400, 'malformed-json', `${file} is not JSON: ${why}`);
  }
}
