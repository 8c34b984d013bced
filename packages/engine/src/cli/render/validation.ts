import type { FunnelAnswer } from '../../analyse/funnel/result.ts';
import type { ValidationAnswer } from '../../analyse/validation/result.ts';
import { printSelector } from '../../define/language/print-selector.ts';
import { defused } from '../../define/language/visible.ts';
import { count, elapsed, instantText, percent } from '../output/format.ts';
import { table } from '../output/table.ts';
import { wrapped } from '../output/wrap.ts';
import { backtestWords } from './backtest.ts';
import { comparisonTable } from './retention.ts';
import { section, sections } from './sections.ts';

/** The verdict and its backtest, then retention and the funnel, members beside the others. */
export function validationWords(answer: ValidationAnswer): string {
  const { backtest, retention, funnel, from } = answer;
  return sections([
    backtestWords(backtest),
    retention.comparison
      ? section(
          wrapped(`Who came back, members as of ${instantText(from)} beside the others:`),
          comparisonTable(retention.comparison, retention.intervals.unit),
        )
      : '',
    funnel
      ? section(
          wrapped(
            `How far they went within ${elapsed(funnel.members.conversionWindowMs)}, from ${instantText(from)} on:`,
          ),
          funnelTable(funnel.members, funnel.baseline),
        )
      : '',
  ]);
}

function funnelTable(members: FunnelAnswer, baseline: FunnelAnswer): string {
  const rows = members.steps.map((member, at) => ({ member, other: baseline.steps[at] }));
  return table(rows, [
    { title: 'step', cell: ({ member }) => defused(printSelector(member.event)), flexible: true },
    { title: 'members', cell: ({ member }) => count(member.count), right: true },
    { title: 'of first', cell: ({ member }) => percent(member.ofFirst.share), right: true },
    { title: 'others', cell: ({ other }) => count(other?.count ?? 0), right: true },
    { title: 'of first', cell: ({ other }) => percent(other?.ofFirst.share), right: true },
  ]);
}
