import type { z } from 'zod';
import type { CohortLookup } from '../define/clauses/define-clause.ts';
import type { Project } from '../model/project.ts';
import type { Instant } from '../model/time.ts';
import type { IdentityOverlay } from '../store/clickhouse/timeline.ts';
import type { EventStore } from '../store/event-store.ts';
import type { TimelineRecords } from './lookup/timeline-records.ts';
import type { Range } from './scope/range.ts';

/** What an analysis may use beside its spec. Loaded anew for each run, so that it sees the store as it is. */
export interface AnalysisContext {
  readonly store: EventStore;
  readonly project: Project;
  readonly overlay: IdentityOverlay;
  readonly cohorts: CohortLookup;
  readonly now: Instant;
  /** What a timeline shows that is not in the event store; none when left out. */
  readonly timeline?: TimelineRecords | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** One question that can be put through the query door: its spec, and how it is answered. */
export interface Analysis<Kind extends string, Spec extends { readonly kind: Kind }, Answer extends object> {
  readonly kind: Kind;
  /** One sentence for the API document and the CLI's help. */
  readonly summary: string;
  readonly spec: z.ZodType<Spec>;
  /** Where its spec says so in another way than with `from` and `to`: between which instants it looks. Null: nowhere in particular. */
  readonly range?: ((spec: Spec, asOf: Instant) => Range | null) | undefined;
  /** Throws a ProblemError when the spec names what does not exist or does not fit together. */
  readonly run: (spec: Spec, context: AnalysisContext) => Promise<Answer>;
}

/** Checks the shape of an analysis at compile time and gives it back. */
export function defineAnalysis<
  Kind extends string,
  Spec extends { readonly kind: Kind },
  Answer extends object,
>(analysis: Analysis<Kind, Spec, Answer>): Analysis<Kind, Spec, Answer> {
  return analysis;
}
