import type {
  RetentionAnswer,
  RetentionGroupName,
  RetentionRow,
} from '@cusp/engine/analyse/retention/result.ts';
import type { ShareComparison } from '@cusp/engine/util/statistics/compare-shares.ts';
import type { QuestionOf } from '../../api/questions.ts';
import { isolated } from '../../ui/isolated.ts';
import { MOST_IN_CHART, NO_VALUE, valueText } from '../../ui/value-text.ts';
import { stepName } from '../funnels/step-name.ts';

type CellGroup = NonNullable<QuestionOf<'retention-cell'>['group']>;

/** One curve of the page, and which group and return event its cells are of. */
export interface ShownCurve {
  readonly name: string;
  readonly group: CellGroup;
  readonly return: number;
  readonly overall: RetentionRow;
  /** None of the sides of a comparison. */
  readonly byDate: RetentionAnswer['byDate'];
  readonly comparison: readonly ShareComparison[] | null;
  /** Grey: what others are compared with. */
  readonly isBaseline: boolean;
}

/** The curves that an answer has, in the order they are shown: each group with each return event, or the one of everybody. */
export function shownCurves(answer: RetentionAnswer): readonly ShownCurve[] {
  const { comparison, curves, overall, byDate, returns } = answer;
  if (comparison) {
    const of = { return: 0, byDate: [], comparison: null };
    return [
      { ...of, name: 'Members', group: { kind: 'members' }, overall: comparison.members, isBaseline: false },
      {
        ...of,
        name: 'Baseline',
        group: { kind: 'baseline' },
        overall: comparison.baseline,
        isBaseline: true,
      },
    ];
  }
  if (curves.length === 0)
    return [
      {
        name: 'Everybody',
        group: { kind: 'everybody' },
        return: 0,
        overall,
        byDate,
        comparison: null,
        isBaseline: false,
      },
    ];
  const isSegmented = curves.some(({ group }) => group.kind === 'segment');
  return curves
    .filter(({ group }) => !isSegmented || group.kind !== 'everybody')
    .map((curve) => ({
      ...curve,
      name: [groupName(curve.group), ...(returns.length > 1 ? [returnName(answer, curve.return)] : [])]
        .map(isolated)
        .join(': '),
      isBaseline: curve.group.kind === 'everybody' && curves.some(({ group }) => group.kind !== 'everybody'),
    }));
}

/** A group in words. */
export function groupName(group: RetentionGroupName): string {
  switch (group.kind) {
    case 'everybody':
      return 'Everybody';
    case 'segment':
      return group.name;
    case 'value':
      return valueText(group.value, { most: MOST_IN_CHART });
    case 'none':
      return NO_VALUE;
    case 'other':
      return 'Other values';
  }
}

function returnName({ returns }: RetentionAnswer, place: number): string {
  const selector = returns[place];
  return selector === undefined ? '' : stepName(selector);
}

/** A column in words: "Week 0", or "Days 1–6" of a bracket. */
export function columnName(
  { columns, intervals }: Pick<RetentionAnswer, 'columns' | 'intervals'>,
  place: number,
): string {
  const column = columns[place];
  if (column === undefined) return '';
  const unit = `${intervals.unit.charAt(0).toUpperCase()}${intervals.unit.slice(1)}`;
  return column.to - column.from === 1
    ? `${unit} ${column.from}`
    : `${unit}s ${column.from}–${column.to - 1}`;
}
