import { categoryAxis } from '../../charts/axes.ts';
import type { ChartPalette } from '../../charts/palette.ts';
import { isolated } from '../../ui/isolated.ts';

export interface AxisStep {
  /** Counted from 1. */
  readonly number: number;
  readonly name: string;
}

/** The axis of a funnel: each step's number, and below it its name in as many lines as it takes. */
export function stepAxis(palette: ChartPalette, steps: readonly AxisStep[]) {
  return {
    ...categoryAxis(
      palette,
      steps.map(({ number, name }) => `${number}\n${isolated(name)}`),
    ),
    axisLabel: {
      color: palette.dimmed,
      width: 92,
      lineHeight: 16,
      overflow: 'break' as const,
      interval: 0,
    },
  };
}

/** The first line of a tooltip. */
export function stepTitle({ number, name }: AxisStep): string {
  return `${number}  ${isolated(name)}`;
}
