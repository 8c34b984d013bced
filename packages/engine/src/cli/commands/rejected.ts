import { Command } from 'commander';
import { defused } from '../../define/language/visible.ts';
import type { RejectedEvent } from '../../ingest/rejected-events.ts';
import { answered, type GlobalOptions, type Terminal, withEngine } from '../context.ts';
import { typed, wholeOption } from '../options.ts';
import { count, instantText } from '../output/format.ts';
import { clipped, TERMINAL_WIDTH } from '../output/table.ts';
import { wrapped } from '../output/wrap.ts';

const INDENT = '  ';

interface Rejected {
  readonly rejected: readonly RejectedEvent[];
  readonly total: number;
}

/** `cusp rejected`: what was refused and why. */
export function rejectedCommand(terminal: Terminal): Command {
  return new Command('rejected')
    .description('events that were refused and why, the newest first; kept for 30 days')
    .option('--limit <n>', 'how many, at most 1000', typed(wholeOption), 20)
    .option('--payload', 'the whole of each event, as it came')
    .action(async (_, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions & { limit: number; payload?: boolean }>();
      const answer = await withEngine(options, (engine) =>
        engine.request<Rejected>('GET', `/api/v1/rejected?limit=${options.limit}`),
      );
      answered(terminal, options, answer, (found) => words(found, options.payload === true));
    });
}

function words({ rejected, total }: Rejected, whole: boolean): string {
  if (total === 0) return 'nothing was refused in the last 30 days';
  const left = total - rejected.length;
  return [
    ...rejected.map((each) => entryWords(each, whole)),
    left > 0
      ? `${count(rejected.length)} of ${count(total)} shown: --limit for more`
      : `${count(total)} refused`,
  ].join('\n\n');
}

function entryWords(
  { received, source, position, field, code, message, payload }: RejectedEvent,
  whole: boolean,
): string {
  const place = `${instantText(received)}  ${source}, number ${count(position + 1)}  ${code}`;
  return [
    clipped(defused(place), TERMINAL_WIDTH),
    wrapped(defused(field === '' ? message : `${field}: ${message}`), INDENT),
    whole ? INDENT + defused(payload) : clipped(INDENT + defused(payload), TERMINAL_WIDTH),
  ].join('\n');
}
