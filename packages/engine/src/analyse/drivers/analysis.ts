import { durationMs } from '../../define/language/duration.ts';
import { type AnalysisContext, defineAnalysis } from '../define-analysis.ts';
import { foldParts } from '../journeys/fold-parts.ts';
import { type JourneySpec, journeySpec } from '../journeys/spec.ts';
import { windowRange } from '../scope/range.ts';
import { compareEvents } from './compare-events.ts';
import { DriverFold } from './driver-fold.ts';
import { driverNotes } from './notes.ts';
import { DRIVER_ADJUSTMENT, DRIVER_TEST, type DriversAnswer, type DriversPart } from './result.ts';
import { type DriversSpec, driversSpec } from './spec.ts';

export const drivers = defineAnalysis({
  kind: 'drivers',
  summary:
    'What those who went on from one event to another did in between, against those who did not: effect, interval, and p-values adjusted for all',
  spec: driversSpec,
  range: ({ window }, asOf) => windowRange(window, asOf),
  run: driversAnswer,
});

async function driversAnswer(spec: DriversSpec, context: AnalysisContext): Promise<DriversAnswer> {
  const asOf = spec.asOf ?? context.now;
  const limits = {
    withinMs: durationMs(spec.within),
    landmarkMs: spec.landmark && durationMs(spec.landmark),
    asOf,
  };
  const parts = await foldParts(
    asJourney(spec),
    context,
    async ({ book, take, read }) => {
      const fold = new DriverFold(limits, book, take);
      await read((events) => fold.take(events));
      return partOf(spec, fold);
    },
    { showsAnchors: false },
  );
  return {
    asOf,
    withinMs: limits.withinMs,
    landmarkMs: limits.landmarkMs ?? null,
    test: DRIVER_TEST,
    adjustment: DRIVER_ADJUSTMENT,
    notes: driverNotes(spec.landmark !== undefined),
    ...parts.whole,
    segments: parts.segments,
  };
}

/** The journey whose events are looked at: from each start up to the end of its time. */
function asJourney(spec: DriversSpec): JourneySpec {
  const { unit, from, to, window, within, asOf, hide, groups, expand, cohort, segments, memoryMb } = spec;
  return journeySpec.parse({
    kind: 'journey',
    unit,
    anchor: from,
    window,
    asOf,
    before: { amount: 1, unit: 'millisecond' },
    after: within,
    to: { event: to, within },
    returnTo: { within: { amount: 1, unit: 'millisecond' } },
    hide,
    groups,
    expand,
    cohort,
    segments,
    memoryMb,
  });
}

function partOf(spec: DriversSpec, fold: DriverFold): DriversPart {
  const { starters, converters, droppers, open, early } = fold;
  return {
    starters,
    converted: converters + early,
    notConverted: droppers,
    open,
    early: spec.landmark ? early : null,
    ...compareEvents(fold.events(), converters, droppers, spec),
  };
}
