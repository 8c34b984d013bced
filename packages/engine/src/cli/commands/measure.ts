import { Command } from 'commander';
import { answerCsv } from '../../analyse/query/answer-csv.ts';
import type { ConversionAnswer, RunConversion } from '../../measure/conversion/result.ts';
import type { Proportion } from '../../util/statistics/proportion.ts';
import { printWarnings } from '../ask.ts';
import { answered, type GlobalOptions, type Terminal, withEngine } from '../context.ts';
import { durationOption, selectorOption, typedInstant } from '../options.ts';
import { count, elapsed, instantText, percent, short } from '../output/format.ts';
import { TERMINAL_WIDTH, table } from '../output/table.ts';
import { wrapped } from '../output/wrap.ts';
import { putQuestion } from '../put-question.ts';

/** `cusp measure EXPORT`, `cusp measure --sync SYNC`: what became of the people whom a receiver was told of. */
export function measureCommand(terminal: Terminal): Command {
  return new Command('measure')
    .argument('[export]', 'id of the export')
    .description('what became of the people whom an export told of, or a sync put into an audience')
    .option('--sync <id>', 'of a sync in place of an export')
    .option(
      '--every <period>',
      'of a sync: day, week or month, whose people are looked at together (default: week)',
    )
    .option('--since <instant>', 'only those who were told from then on', typedInstant)
    .requiredOption('--goal <event>', 'what counts as converted')
    .option('--within <duration>', 'how long after being told it counts', '14d')
    .option('--comparable <cohort>', 'whom to compare with (default: everyone known)')
    .action(async (id: string | undefined, _, self: Command) => {
      const options = self.optsWithGlobals<
        GlobalOptions & {
          goal: string;
          within: string;
          comparable?: string;
          sync?: string;
          every?: string;
          since?: number;
        }
      >();
      const spec = {
        kind: 'conversion',
        ...(id === undefined ? {} : { export: id }),
        ...(options.sync === undefined ? {} : { sync: options.sync }),
        ...(options.every === undefined ? {} : { every: options.every }),
        ...(options.since === undefined ? {} : { since: options.since }),
        goal: selectorOption(options.goal, '--goal'),
        horizonMs: durationOption(options.within, '--within'),
        ...(options.comparable === undefined ? {} : { comparable: options.comparable }),
      };
      const { answer, warnings } = await withEngine(options, (engine) =>
        putQuestion<ConversionAnswer>(engine, terminal, spec),
      );
      printWarnings(terminal, warnings);
      if (options.csv) terminal.out(answerCsv(answer).trimEnd());
      else answered(terminal, options, answer, (shown) => conversionWords(shown));
    });
}

/** The sentence first, then a line for each run. */
export function conversionWords(answer: ConversionAnswer, width = TERMINAL_WIDTH): string {
  const share = (p: Proportion): string => `${percent(p.share)} of ${count(p.of)}`;
  const ratio = ({ ratio: r }: RunConversion): string =>
    r.estimate === null
      ? '-'
      : `${short(r.estimate)}x (${short(r.low)}-${r.high === null ? '' : short(r.high)})`;
  const runs = table(
    answer.runs,
    [
      { title: 'told as of', cell: (run) => instantText(run.asOf).slice(0, 10) },
      { title: 'told', cell: (run) => share(run.told), right: true },
      { title: 'others', cell: (run) => share(run.others), right: true },
      { title: 'times (95% CI)', cell: ratio },
      { title: 'median', cell: (run) => elapsed(run.medianMs), right: true },
      { title: '', cell: (run) => (run.mature ? '' : 'not over') },
    ],
    width,
  );
  return answer.runs.length === 0
    ? wrapped(answer.sentence, '', width)
    : `${wrapped(answer.sentence, '', width)}\n\n${runs}`;
}
