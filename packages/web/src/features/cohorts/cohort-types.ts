import type { oneCohort } from '../../api/cohorts.ts';
import type { paths } from '../../api/schema.d.ts';

/** What a query's options find. */
type FoundBy<Options extends (...given: never[]) => { readonly queryFn?: unknown }> = Awaited<
  ReturnType<Extract<NonNullable<ReturnType<Options>['queryFn']>, (...given: never[]) => unknown>>
>;

/** One cohort as the API tells it. */
export type CohortWhole = FoundBy<typeof oneCohort>;

type Ok<Path extends keyof paths> = paths[Path] extends {
  readonly get: {
    readonly responses: { readonly 200: { readonly content: { readonly 'application/json': infer Body } } };
  };
}
  ? Body
  : never;

export type CohortSummary = Ok<'/api/v1/cohorts'>['cohorts'][number];
export type LiveState = CohortSummary['live'];
export type SyncSummary = Ok<'/api/v1/syncs'>['syncs'][number];
export type Transition = Ok<'/api/v1/cohorts/{id}/transitions'>['transitions'][number];
export type CohortVersion = Ok<'/api/v1/cohorts/{id}/versions'>['versions'][number];
export type VersionDiff = Ok<'/api/v1/cohorts/{id}/diff'>;
export type WhyAnswer = Ok<'/api/v1/cohorts/{id}/why'>;
export type Population = Ok<'/api/v1/cohorts/{id}/population'>;
