import { Command } from 'commander';
import { problemError } from '../../util/problem-error.ts';
import { answered, type GlobalOptions, type Terminal, withEngine } from '../context.ts';
import { count, instantText } from '../output/format.ts';
import { table } from '../output/table.ts';

interface Rejected {
  readonly total: number;
  readonly rejected: readonly {
    readonly received: number;
    readonly source: string;
    readonly position: number;
    readonly field: string;
    readonly code: string;
    readonly message: string;
    readonly payload: string;
  }[];
}

const MOST = 1_000;

/** `cusp rejected`: what came in and was refused, and why. */
export function rejectedCommand(terminal: Terminal): Command {
  return new Command('rejected')
    .description('events that were refused and why, the newest first; kept for 30 days')
    .option('--limit <number>', `how many to list, at most ${MOST}`, '20')
    .option('--payload', 'the events themselves too, as they came')
    .action(async (_, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions & { limit: string; payload?: boolean }>();
      const limit = Number(options.limit);
      if (!Number.isInteger(limit) || limit < 1 || limit > MOST) {
        throw problemError(400, 'wrong-value', `expected 1 to ${MOST}, got ${options.limit}`, '--limit');
      }
      const answer = await withEngine(options, (engine) =>
        engine.request<Rejected>('GET', `/api/v1/rejected?limit=${limit}`),
      );
      answered(terminal, options, answer, (found) => words(found, options.payload === true));
    });
}

function words({ rejected, total }: Rejected, payload: boolean): string {
  if (total === 0) return 'nothing was refused in the last 30 days';
  const shown = `${count(rejected.length)} of ${count(total)} refused events`;
  if (payload) {
    return [
      ...rejected.map((r) => `${instantText(r.received)} ${r.source}: ${r.message}\n  ${r.payload}`),
      shown,
    ].join('\n');
  }
  const lines = table(rejected, [
    { title: 'received', cell: (r) => instantText(r.received) },
    { title: 'by', cell: (r) => r.source },
    { title: 'why', cell: (r) => r.message, flexible: true },
  ]);
  return `${lines}\n${shown}; --payload shows them`;
}
