import { Command } from 'commander';
import type { FrequencyAnswer } from '../../analyse/frequency/result.ts';
import type { EventSelector } from '../../define/selector/event-selector.ts';
import { must } from '../../util/assert.ts';
import { problemError } from '../../util/problem-error.ts';
import { ask, typedNumbers, typedWindow, type WindowOptions } from '../ask.ts';
import type { CohortWhole } from '../cohort/cohort-answers.ts';
import { wholeWords } from '../cohort/cohort-words.ts';
import { answered, type GlobalOptions, type Terminal, withEngine } from '../context.ts';
import {
  breakdownOption,
  cohortOption,
  propertyOption,
  selectorOption,
  typed,
  typedInstant,
  wholeOption,
} from '../options.ts';
import { putQuestion } from '../put-question.ts';
import { type Cohort, unitOf, unitOption } from '../unit-option.ts';

interface FrequencyOptions extends GlobalOptions, WindowOptions {
  readonly days?: boolean;
  readonly sum?: object;
  readonly edges?: readonly number[];
  readonly bars?: number;
  readonly zone?: string;
  readonly unit?: 'user' | 'account';
  readonly cohort?: Cohort;
  readonly membersAsOf?: number;
  readonly by?: object;
  readonly limit?: number;
  readonly asOf?: number;
  readonly saveCohort?: string;
  readonly bar?: number;
}

/** `cusp frequency`: how many did it how often. */
export function frequencyCommand(terminal: Terminal): Command {
  return new Command('frequency')
    .argument('[event]', 'what they did (default: any event)', typed(selectorOption))
    .description('how often they did it: how many did it so many times, on so many days, to such a sum')
    .option('--days', 'on how many days, in place of how many times')
    .option('--sum <property>', 'to what sum of a number: amount, user.seats', typed(propertyOption))
    .option('--edges <numbers>', 'where bars begin, with commas (default: chosen)', typed(typedNumbers))
    .option('--bars <n>', 'how many bars at most, when chosen (default: 10)', typed(wholeOption))
    .option('--last <duration>', 'events of the last so long (default: 30d)')
    .option('--from <instant>', 'events from then on')
    .option('--to <instant>', 'events before then')
    .option('--ever', 'events of all time')
    .option('--zone <zone>', 'whose days, such as Europe/Berlin (default: the project’s)')
    .addOption(unitOption())
    .option(
      '--cohort <cohort>',
      'all members of a saved cohort, or of "users who …", also those who did not',
      typed(cohortOption),
    )
    .option('--members-as-of <instant>', 'who is a member: as of then (default: --as-of)', typedInstant)
    .option('--by <property>', 'split by limit, user.plan or account.tier', typed(breakdownOption))
    .option('--limit <n>', 'values shown (default: 10)', typed(wholeOption))
    .option('--as-of <instant>', 'look at nothing later (default: now)', typedInstant)
    .option('--save-cohort <name>', 'save those of one bar as a cohort that stays up to date')
    .option('--bar <n>', 'with --save-cohort: which, counted from 1 as shown', typed(wholeOption))
    .action(async (event: EventSelector | undefined, _, self: Command) => {
      const options = self.optsWithGlobals<FrequencyOptions>();
      const question = frequencyQuestion(event, options);
      const { saveCohort, bar } = options;
      if (saveCohort === undefined && bar === undefined) return await ask(terminal, options, question);
      if (saveCohort === undefined || bar === undefined)
        self.error('error: --save-cohort and --bar need each other');
      await saveBar(terminal, options, question, saveCohort, bar);
    });
}

function frequencyQuestion(event: EventSelector | undefined, options: FrequencyOptions): object {
  if (options.days && options.sum)
    throw problemError(400, 'two-measures', 'give one of --days and --sum', '--sum');
  const sum = options.sum && { kind: 'sum', ...options.sum };
  return {
    kind: 'frequency',
    unit: unitOf(options.unit, options.cohort),
    event,
    measure: options.days ? { kind: 'active-days' } : sum,
    window: typedWindow(options),
    asOf: options.asOf,
    timeZone: options.zone,
    edges: options.edges,
    bars: options.bars,
    cohort: options.cohort,
    membersAsOf: options.membersAsOf,
    breakdown: options.by,
    limit: options.limit,
  };
}

/** Saves those of a bar of the whole. Throws a ProblemError (400) when there is no such bar, or no definition of it. */
async function saveBar(
  terminal: Terminal,
  options: GlobalOptions,
  question: object,
  name: string,
  bar: number,
): Promise<void> {
  const saved = await withEngine(options, async (engine) => {
    const { answer } = await putQuestion<FrequencyAnswer>(engine, terminal, question);
    const { bars } = answer.total;
    if (bar > bars.length) throw problemError(400, 'no-bar', `there are ${bars.length} bars`, '--bar');
    const { definition, why } = must(bars[bar - 1], 'a bar');
    if (definition === null)
      throw problemError(400, 'no-definition', `no definition selects it: ${why}`, '--bar');
    return await engine.request<CohortWhole>('POST', '/api/v1/cohorts', { name, definition });
  });
  answered(terminal, options, saved, wholeWords);
}
