import type { AnalysisContext } from '../../analyse/define-analysis.ts';
import type { Instant } from '../../model/time.ts';
import { clusteredRatio, type Stratum } from '../../util/statistics/mantel-haenszel.ts';
import { type Proportion, proportion } from '../../util/statistics/proportion.ts';
import { type Ratio, shareRatio } from '../../util/statistics/ratio.ts';
import type { ConversionAnswer, RunConversion } from './result.ts';
import { type ConversionQuery, type PatternRow, patternsSql, timesSql } from './to-sql.ts';
import type { ToldUnit } from './told.ts';

/**
 * What became of the told: for each run, conversions within the horizon of those it told of, beside everyone comparable who had
 * not been told by then. Observational: a randomised holdout is what turns the ratio into an effect.
 */
export async function measureConversion(
  query: ConversionQuery,
  context: AnalysisContext,
): Promise<ConversionAnswer> {
  if (query.told.length === 0) return answer([], proportion(0, 0), { estimate: null, low: 0, high: null });
  const within = { ...context, project: context.project.id };
  const options = { signal: context.signal };
  const patterns = await context.store.query<PatternRow>(patternsSql(query, within), options);
  const times = await context.store.query<{ stratum: number; median_ms: number }>(
    timesSql(query, within),
    options,
  );
  const medians = new Map(times.map((row) => [row.stratum, row.median_ms]));
  const strata = counted(query, patterns);
  const runs = query.told.map(({ run, asOf, units }, at): RunConversion => {
    const { count, of, baseCount, baseOf } = strata[at] ?? EMPTY;
    return {
      run,
      asOf,
      until: units.reduce((latest, unit) => Math.max(latest, unit.at), asOf),
      mature: isOver(query, units, context.now),
      told: proportion(count, of),
      others: proportion(baseCount, baseOf),
      ratio: shareRatio(count, of, baseCount, baseOf),
      medianMs: medians.get(at) ?? null,
    };
  });
  const mature = strata.map((stratum, at) => (runs[at]?.mature ? stratum : EMPTY));
  const subjects = patterns.map(({ pattern, people }) => ({
    subjects: people,
    entries: pattern
      .filter(([stratum]) => runs[stratum]?.mature)
      .map(([stratum, inBase, success]) => ({ stratum, inBase: inBase === 1, success: success === 1 })),
  }));
  const total = mature.reduce((sum, { count, of }) => ({ count: sum.count + count, of: sum.of + of }), {
    count: 0,
    of: 0,
  });
  return answer(runs, proportion(total.count, total.of), clusteredRatio(mature, subjects));
}

/** Only when the horizon of the last who was told is over can all of them have converted. */
function isOver({ horizonMs }: ConversionQuery, units: readonly ToldUnit[], now: Instant): boolean {
  return units.every(({ at }) => at + horizonMs <= now);
}

const EMPTY: Stratum = { count: 0, of: 0, baseCount: 0, baseOf: 0 };

function counted(query: ConversionQuery, patterns: readonly PatternRow[]): Stratum[] {
  const strata = query.told.map(() => ({ ...EMPTY }) as { -readonly [K in keyof Stratum]: number });
  for (const { pattern, people } of patterns) {
    for (const [at, inBase, success] of pattern) {
      const stratum = strata[at];
      if (!stratum) continue;
      stratum[inBase ? 'baseOf' : 'of'] += people;
      if (success) stratum[inBase ? 'baseCount' : 'count'] += people;
    }
  }
  return strata;
}

function answer(runs: readonly RunConversion[], told: Proportion, ratio: Ratio): ConversionAnswer {
  return { runs, told, ratio, evidence: 'observational', sentence: sentence(runs, told, ratio) };
}

function sentence(runs: readonly RunConversion[], told: Proportion, ratio: Ratio): string {
  if (runs.length === 0)
    return 'Nobody was told in this time: an export tells when it is run, a sync as members enter.';
  if (told.share === null) return 'Too early to say: nobody was told as long ago as the horizon.';
  const rate = `${told.count} of ${told.of} who were told converted (${percent(told.share)})`;
  if (ratio.estimate === null) return `${rate}; none of the others did, so there is nothing to compare with.`;
  const interval = `95% CI ${ratio.low?.toFixed(1)} to ${ratio.high === null ? 'no upper bound' : ratio.high.toFixed(1)}`;
  return (
    `${rate}, ${ratio.estimate.toFixed(1)} times the rate of comparable people who were not (${interval}). ` +
    'Nobody was held out at random, so this says who converts, not yet what telling them added.'
  );
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}
