import { readSequenceColumns } from '../../store/clickhouse/sequence-columns.ts';
import { QueryLimitError, type QueryOptions } from '../../store/event-store.ts';
import type { TakeBytes } from '../../util/number-list.ts';
import type { AnalysisContext } from '../define-analysis.ts';
import { chosenSegments } from '../scope/segments.ts';
import { codeLayout } from './code-layout.ts';
import { memoryBudget, tooLarge } from './memory-budget.ts';
import { type NodeBook, nodeBook } from './nodes.ts';
import { type Plan, planOf, selectorsOf, usefulSpan } from './plan.ts';
import { readUnits } from './read-units.ts';
import type { JourneySpec } from './spec.ts';
import { unitCodesSql } from './to-sql.ts';
import type { UnitEvents } from './unit-events.ts';

/** The units of one part of an answer. */
export interface PartSource {
  readonly plan: Plan;
  readonly book: NodeBook;
  readonly take: TakeBytes;
  /** Calls with the useful events of each unit that has an anchor, and now and then of one that has none. */
  readonly read: (each: (events: UnitEvents) => void) => Promise<void>;
}

type MakePart<Part> = (source: PartSource) => Promise<Part>;
type PartOptions = Partial<Pick<Plan, 'showsAnchors' | 'keepsKeys'>>;

/**
 * Makes the part of an answer that is of all units, and one for each segment of the spec (null: it names none). Throws a ProblemError
 * when the engine or the fold needs more memory than the spec allows, and as chosenCohort does.
 */
export async function foldParts<Part extends object>(
  spec: JourneySpec,
  context: AnalysisContext,
  part: MakePart<Part>,
  options: PartOptions = {},
): Promise<{ readonly whole: Part; readonly segments: (Part & { readonly name: string })[] | null }> {
  return withParts(spec, context, options, async (of) => {
    const whole = await of(undefined, part);
    if (!spec.segments) return { whole, segments: null };
    const segments: (Part & { readonly name: string })[] = [];
    for (const [place, { name }] of spec.segments.entries())
      segments.push({ name, ...(await of(place, part)) });
    return { whole, segments };
  });
}

/** Makes one part: that of all units, or of the segment at a place in the spec. Throws as foldParts does. */
export async function foldPart<Part>(
  spec: JourneySpec,
  context: AnalysisContext,
  place: number | undefined,
  part: MakePart<Part>,
  options: PartOptions = {},
): Promise<Part> {
  return withParts(spec, context, options, (of) => of(place, part));
}

async function withParts<Made>(
  spec: JourneySpec,
  context: AnalysisContext,
  options: PartOptions,
  make: (of: <Part>(place: number | undefined, part: MakePart<Part>) => Promise<Part>) => Promise<Made>,
): Promise<Made> {
  const base: Plan = { ...planOf(spec, context, spec.asOf ?? context.now), ...options };
  const all = spec.segments ? chosenSegments(spec.segments, spec.unit, context.cohorts) : [];
  const limits: QueryOptions = { signal: context.signal, maxMemoryBytes: spec.memoryMb * 1024 ** 2 };
  try {
    const filters = selectorsOf(base).flatMap((selector) => selector.filters);
    const sequenceColumns =
      filters.length === 0 ? undefined : (await readSequenceColumns(context.store.query, limits)).whole;
    const plan: Plan = { ...base, sequenceColumns };
    const book = await nodeBook(plan, context.store, limits);
    return await make((place, part) => {
      const own = place === undefined ? plan : { ...plan, segment: { all, place } };
      const read: PartSource['read'] = async (take) => {
        if (book.nodes.length === 0) return;
        const layout = layoutOf(own, book);
        const chunks = context.store.streamBinary(unitCodesSql(own, book, layout), limits);
        await readUnits(chunks, layout, take, own.keepsKeys);
      };
      return part({ plan: own, book, take: memoryBudget(spec.memoryMb), read });
    });
  } catch (error) {
    if (error instanceof QueryLimitError && error.limit === 'memory') throw tooLarge(spec.memoryMb);
    throw error;
  }
}

function layoutOf(plan: Plan, book: NodeBook) {
  const { withinSession, returnTo } = plan.spec;
  const base = usefulSpan(plan).after ?? -1;
  return codeLayout(base, book.nodes.length, withinSession || returnTo.sameProperty !== undefined);
}
