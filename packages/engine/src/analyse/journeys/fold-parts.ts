import { QueryLimitError, type QueryOptions } from '../../store/event-store.ts';
import type { TakeBytes } from '../../util/number-list.ts';
import type { AnalysisContext } from '../define-analysis.ts';
import { chosenSegments } from '../scope/segments.ts';
import { codeLayout } from './code-layout.ts';
import { memoryBudget, tooLarge } from './memory-budget.ts';
import { type NodeBook, nodeBook } from './nodes.ts';
import { type Plan, planOf, usefulSpan } from './plan.ts';
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

/**
 * Makes the part of an answer that is of all units, and one for each segment of the spec (null: it names none). Throws a ProblemError
 * when the engine or the fold needs more memory than the spec allows, and as chosenCohort does.
 */
export async function foldParts<Part extends object>(
  spec: JourneySpec,
  context: AnalysisContext,
  part: (source: PartSource) => Promise<Part>,
  { showsAnchors = true }: { readonly showsAnchors?: boolean } = {},
): Promise<{ readonly whole: Part; readonly segments: (Part & { readonly name: string })[] | null }> {
  const plan: Plan = { ...planOf(spec, context, spec.asOf ?? context.now), showsAnchors };
  const all = spec.segments ? chosenSegments(spec.segments, spec.unit, context.cohorts) : [];
  const options: QueryOptions = { signal: context.signal, maxMemoryBytes: spec.memoryMb * 1024 ** 2 };
  try {
    const book = await nodeBook(plan, context.store, options);
    const of = (each: Plan): Promise<Part> => {
      const read: PartSource['read'] = async (take) => {
        if (book.nodes.length === 0) return;
        const layout = layoutOf(each, book);
        await readUnits(context.store.streamBinary(unitCodesSql(each, book, layout), options), layout, take);
      };
      return part({ plan: each, book, take: memoryBudget(spec.memoryMb), read });
    };
    const whole = await of(plan);
    if (!spec.segments) return { whole, segments: null };
    const segments: (Part & { readonly name: string })[] = [];
    for (const [place, { name }] of all.entries())
      segments.push({ name, ...(await of({ ...plan, segment: { all, place } })) });
    return { whole, segments };
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
