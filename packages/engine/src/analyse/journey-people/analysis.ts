import { problemError } from '../../util/problem-error.ts';
import { namedUnits } from '../cohort/named-units.ts';
import { type AnalysisContext, defineAnalysis } from '../define-analysis.ts';
import { foldPart } from '../journeys/fold-parts.ts';
import { pageCursor, readPageCursor } from '../scope/page-cursor.ts';
import { windowRange } from '../scope/range.ts';
import { partDefinition } from './part-definition.ts';
import { partUnits } from './part-units.ts';
import type { JourneyPeopleAnswer } from './result.ts';
import { type JourneyPeopleSpec, journeyPeopleSpec } from './spec.ts';

export const journeyPeople = defineAnalysis<'journey-people', JourneyPeopleSpec, JourneyPeopleAnswer>({
  kind: 'journey-people',
  summary: 'Who is behind a stop, an edge, an outcome or a way of a journey.',
  spec: journeyPeopleSpec,
  range: ({ journey }, asOf) => windowRange(journey.window, asOf),
  run: peopleAnswer,
});

async function peopleAnswer(spec: JourneyPeopleSpec, context: AnalysisContext): Promise<JourneyPeopleAnswer> {
  const from = spec.cursor === undefined ? undefined : readPageCursor(spec.cursor);
  const asOf = from?.asOf ?? spec.journey.asOf ?? context.now;
  const journey = { ...spec.journey, asOf };
  const units = await foldPart(
    journey,
    context,
    segmentPlace(spec),
    (source) => partUnits(spec.part, source),
    { keepsKeys: true },
  );
  const after = from && BigInt(from.unit);
  const rest = after === undefined ? units : units.filter((unit) => unit > after);
  const page = rest.slice(0, spec.limit).map(String);
  const last = page.at(-1);
  return {
    kind: 'journey-people',
    unit: journey.unit,
    asOf,
    size: units.length,
    members: await namedUnits(page, journey.unit, asOf, [], context),
    next: last !== undefined && rest.length > page.length ? pageCursor(asOf, last) : null,
    ...partDefinition({ ...spec, journey }, asOf, context.project.timeZone),
  };
}

function segmentPlace({ segment, journey }: JourneyPeopleSpec): number | undefined {
  if (segment === undefined) return undefined;
  const place = (journey.segments ?? []).findIndex(({ name }) => name === segment);
  if (place === -1)
    throw problemError(
      422,
      'no-such-segment',
      `there is no segment ${JSON.stringify(segment)} in the journey: name one of its answer`,
      'segment',
    );
  return place;
}
