import { adjustPValues } from '../../util/statistics/adjust-p-values.ts';
import { shareDifference } from '../../util/statistics/difference.ts';
import { phiCoefficient } from '../../util/statistics/phi-coefficient.ts';
import { proportion } from '../../util/statistics/proportion.ts';
import { twoProportionTest } from '../../util/statistics/two-proportion-test.ts';
import { byLabel } from '../journeys/order.ts';
import type { JourneyNode } from '../journeys/result.ts';
import type { Driver, DriversPart } from './result.ts';

/** What was counted of one event: units that did it, how often in all, and the median time to the first. */
export interface EventCounts {
  readonly node: JourneyNode;
  readonly converters: number;
  readonly droppers: number;
  readonly timesOfConverters: number;
  readonly timesOfDroppers: number;
  readonly medianMsIfConverted: number | null;
  readonly medianMsIfNot: number | null;
}

/** The events that enough units did, each tested, the strongest first. */
export function compareEvents(
  events: readonly EventCounts[],
  converters: number,
  droppers: number,
  { minUnits, limit }: { readonly minUnits: number; readonly limit: number },
): Pick<DriversPart, 'compared' | 'tested' | 'rare' | 'drivers'> {
  const common = events.filter((each) => each.converters + each.droppers >= minUnits);
  const tests = common.map((each) => twoProportionTest(each.converters, converters, each.droppers, droppers));
  const adjusted = adjustPValues(
    tests.map((test) => test?.p ?? null),
    'benjamini-hochberg',
  );
  const drivers = common.map((each, i): Driver => {
    const did = each.converters + each.droppers;
    const cells = [each.converters, converters - each.converters, each.droppers, droppers - each.droppers];
    const all = converters + droppers;
    return {
      node: each.node,
      converters: proportion(each.converters, converters),
      droppers: proportion(each.droppers, droppers),
      difference: shareDifference(each.converters, converters, each.droppers, droppers),
      phi: phiCoefficient(each.converters, each.droppers, converters, droppers),
      conversionIfDone: proportion(each.converters, did),
      conversionIfNot: proportion(converters - each.converters, all - did),
      z: tests[i]?.z ?? null,
      p: tests[i]?.p ?? null,
      adjustedP: adjusted[i] ?? null,
      isSmall: cells.some((cell) => cell < 5),
      timesIfConverted: each.converters === 0 ? null : each.timesOfConverters / each.converters,
      timesIfNot: each.droppers === 0 ? null : each.timesOfDroppers / each.droppers,
      medianMsIfConverted: each.medianMsIfConverted,
      medianMsIfNot: each.medianMsIfNot,
    };
  });
  return {
    compared: proportion(converters, converters + droppers),
    tested: tests.filter((test) => test !== undefined).length,
    rare: events.length - common.length,
    drivers: drivers.sort(byStrength).slice(0, limit),
  };
}

function byStrength(a: Driver, b: Driver): number {
  return Math.abs(b.phi ?? 0) - Math.abs(a.phi ?? 0) || byLabel(a.node, b.node);
}
