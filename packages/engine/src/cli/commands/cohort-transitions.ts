import { Command, Option } from 'commander';
import type { NamedTransition } from '../../analyse/membership/named-transitions.ts';
import { type CsvCell, csvLine } from '../../util/csv-line.ts';
import { cohortQuery, type TransitionsAnswer } from '../cohort/cohort-answers.ts';
import { type GlobalOptions, type Terminal, withEngine } from '../context.ts';
import type { Engine } from '../engine-client.ts';
import { typed, typedInstant, wholeOption } from '../options.ts';
import { transitionTable } from '../render/transition.ts';

interface TransitionsOptions extends GlobalOptions {
  readonly of?: string;
  readonly direction?: 'entered' | 'exited';
  readonly from?: number;
  readonly to?: number;
  readonly limit?: number;
  readonly csv?: boolean;
}

const SHOWN = 50;
const PAGE = 1_000;
const CSV_TITLES = [
  'ordinal',
  'version',
  'unit',
  'id',
  'direction',
  'at',
  'recorded',
  'cause',
  'late',
  'values',
];

/** `cusp cohort transitions`: who came and who left, as it was recorded. */
export function cohortTransitionsCommand(terminal: Terminal): Command {
  return new Command('transitions')
    .argument('<name>')
    .description('who came and who left, as it was recorded, the newest first')
    .option('--of <id>', 'only this user or account')
    .addOption(new Option('--direction <which>', 'only these').choices(['entered', 'exited']))
    .option('--from <instant>', 'true at or after this instant', typedInstant)
    .option('--to <instant>', 'true before this instant', typedInstant)
    .option('--limit <n>', `how many (default: ${SHOWN}; with --csv or --json all)`, typed(wholeOption))
    .option('--csv', 'as CSV')
    .action(async (name: string, _, self: Command) => {
      const options = self.optsWithGlobals<TransitionsOptions>();
      const whole = options.csv || options.json;
      const limit = options.limit ?? (whole ? Number.POSITIVE_INFINITY : SHOWN);
      await withEngine(options, async (engine) => {
        const pages = transitionPages(engine, name, options, limit);
        if (options.csv) terminal.out(csvLine(CSV_TITLES));
        for await (const { transitions, next } of pages) {
          if (options.json) for (const each of transitions) terminal.out(JSON.stringify(each));
          else if (options.csv) for (const each of transitions) terminal.out(csvLine(csvCells(each)));
          else printTable(terminal, transitions, next);
        }
      });
    });
}

function printTable(terminal: Terminal, transitions: readonly NamedTransition[], next: string | null): void {
  if (transitions.length === 0) {
    terminal.out('nothing recorded');
    return;
  }
  terminal.out(transitionTable(transitions));
  terminal.out(`\n+ came, - left${next === null ? '' : '; there are older ones: --limit, or --csv for all'}`);
}

/** Pages until there are no more or as many as wanted. Below a page's length all come in one. */
async function* transitionPages(
  engine: Engine,
  name: string,
  { of, direction, from, to }: TransitionsOptions,
  limit: number,
): AsyncGenerator<TransitionsAnswer> {
  let left = limit;
  let cursor: string | null | undefined;
  while (left > 0 && cursor !== null) {
    const asked = { unit: of, direction, from, to, limit: Math.min(PAGE, left), cursor };
    const page = await engine.request<TransitionsAnswer>('GET', cohortQuery(name, '/transitions', asked));
    yield page;
    left -= page.transitions.length;
    cursor = page.next;
  }
}

function csvCells(each: NamedTransition): readonly CsvCell[] {
  const { ordinal, version, unit, id, direction, at, recorded, cause, late } = each;
  const seen = JSON.stringify(each.values.map(({ value, orMore }) => (orMore ? `${value} or more` : value)));
  const [became, known] = [at, recorded].map((ms) => new Date(ms).toISOString());
  return [ordinal, version, unit, id, direction, became, known, cause, late, seen];
}
