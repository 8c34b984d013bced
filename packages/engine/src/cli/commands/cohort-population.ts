import { Command, Option } from 'commander';
import { csvLine } from '../../util/csv-line.ts';
import { type CohortPopulation, cohortQuery } from '../cohort/cohort-answers.ts';
import { answered, type GlobalOptions, type Terminal, withEngine } from '../context.ts';
import { typed, typedInstant, wholeOption } from '../options.ts';
import { whileWaiting } from '../output/while-waiting.ts';
import { populationWords, spansOf } from '../render/population.ts';

interface PopulationOptions extends GlobalOptions {
  readonly every: 'hour' | 'day' | 'week' | 'month';
  readonly from?: number;
  readonly to?: number;
  readonly timeZone?: string;
  readonly ofVersion?: number;
  readonly csv?: boolean;
}

/** `cusp cohort population`: how large a cohort was over time. */
export function cohortPopulationCommand(terminal: Terminal): Command {
  return new Command('population')
    .argument('<name>')
    .description('how large a cohort was over time, as if it had always existed')
    .addOption(
      new Option('--every <span>', 'how long a span is')
        .choices(['hour', 'day', 'week', 'month'])
        .default('day'),
    )
    .option('--from <instant>', 'from then on (default: 30 spans)', typedInstant)
    .option('--to <instant>', 'until then (default: now)', typedInstant)
    .option('--time-zone <zone>', 'of the spans (default: the project’s)')
    .option('--of-version <n>', 'by an earlier version of the definition', typed(wholeOption))
    .option('--csv', 'as CSV')
    .action(async (name: string, _, self: Command) => {
      const options = self.optsWithGlobals<PopulationOptions>();
      const { every, from, to, timeZone, ofVersion: version } = options;
      const path = cohortQuery(name, '/population', { every, from, to, timeZone, version });
      const answer = await withEngine(options, (engine) =>
        whileWaiting(terminal, 'replaying', engine.request<CohortPopulation>('GET', path)),
      );
      if (options.csv) terminal.out(csv(answer));
      else answered(terminal, options, answer, populationWords);
    });
}

/** A line for each span, its instants in UTC. */
function csv(answer: CohortPopulation): string {
  const rows = spansOf(answer).map(({ from, at, size, entered, exited }) => [
    new Date(from).toISOString(),
    new Date(at).toISOString(),
    size,
    entered,
    exited,
  ]);
  return [['from', 'to', 'members', 'entered', 'exited'], ...rows].map(csvLine).join('\n');
}
