import type { RetentionAnswer, RetentionCurve, RetentionGroupName } from '../../analyse/retention/result.ts';
import { printSelector } from '../../define/language/print-selector.ts';
import { defused } from '../../define/language/visible.ts';
import { SHARE_ADJUSTMENT, SHARE_TEST } from '../../util/statistics/compare-shares.ts';
import { count, points, short } from '../output/format.ts';
import { clipped, TERMINAL_WIDTH, table } from '../output/table.ts';
import { wrapped } from '../output/wrap.ts';
import { retentionMap } from './retention-map.ts';
import { section } from './sections.ts';

/** Groups beside each other, for each return event; then each segment beside the first. */
export function curvesWords(answer: RetentionAnswer, columns: readonly string[]): string[] {
  const { curves, returns, intervals, breakdown } = answer;
  const maps = returns.map((selector, place) => {
    const of = curves.filter((curve) => curve.return === place);
    if (of.length === 0) return '';
    const what = returns.length > 1 ? `Back by ${defused(printSelector(selector))}` : title(answer);
    const rows = of.map((curve) => ({ name: groupText(curve.group), row: curve.overall }));
    return retentionMap(clipped(what, TERMINAL_WIDTH), 'group', rows, columns, intervals.unit);
  });
  const first = curves.find(({ group }) => group.kind === 'segment');
  const compared = curves.flatMap((curve) =>
    curve.comparison && first ? [comparedWords(curve, first, answer, columns)] : [],
  );
  const rest =
    breakdown && breakdown.values === 0
      ? wrapped(
          `No start carries a value of ${breakdown.scope}.${breakdown.property}: look whether its name is right.`,
        )
      : breakdown && breakdown.values > breakdown.limit
        ? wrapped(
            `${count(breakdown.values)} values; those after the ${breakdown.limit} largest are together in (other).`,
          )
        : '';
  return [...maps, rest, ...compared];
}

function title({ breakdown }: RetentionAnswer): string {
  return breakdown ? `By ${breakdown.scope}.${breakdown.property} at the start` : 'Segments';
}

function groupText(group: RetentionGroupName): string {
  switch (group.kind) {
    case 'everybody':
      return '(all)';
    case 'segment':
      return group.name;
    case 'value':
      return String(group.value);
    default:
      return `(${group.kind})`;
  }
}

function comparedWords(
  curve: RetentionCurve,
  first: RetentionCurve,
  { intervals, returns }: RetentionAnswer,
  columns: readonly string[],
): string {
  const rows = (curve.comparison ?? []).map((compared, column) => ({ ...compared, column }));
  const by = returns.length > 1 ? `, return ${curve.return + 1}` : '';
  const heading = `${groupText(curve.group)} beside ${groupText(first.group)}${by}: ${SHARE_TEST}, ${SHARE_ADJUSTMENT}`;
  const untested = [...new Set(rows.flatMap(({ why }) => (why === undefined ? [] : [why])))];
  return [
    section(
      wrapped(heading),
      table(rows, [
        { title: intervals.unit, cell: ({ column }) => columns[column] ?? '', right: true },
        {
          title: 'difference in points, 95% interval',
          cell: ({ difference: { estimate, low, high } }) =>
            estimate === null ? '·' : `${points(estimate)} (${points(low)} to ${points(high)})`,
        },
        { title: 'times', cell: ({ ratio }) => short(ratio.estimate), right: true },
        { title: 'p', cell: ({ p }) => pText(p), right: true },
        { title: 'p, adjusted', cell: ({ adjustedP }) => pText(adjustedP), right: true },
        { title: '', cell: ({ isSmall, p }) => (isSmall && p !== null ? 'few' : '') },
      ]),
    ),
    ...(untested.length > 0 ? [wrapped(`- not tested: ${untested.join('; ')}`)] : []),
  ].join('\n');
}

function pText(p: number | null): string {
  if (p === null) return '-';
  return p < 0.001 ? '<0.001' : p.toFixed(3);
}
