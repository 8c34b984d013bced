import { z } from 'zod';
import { definitionWarnings } from '../analyse/cohort/definition-warnings.ts';
import { type Cohort, cohortVersion } from '../define/cohorts/cohort-records.ts';
import { describeCohort } from '../define/language/describe.ts';
import type { CohortState } from '../define/membership/live-cohorts.ts';
import { NOT_KEPT } from '../define/membership/live-off.ts';
import type { Project } from '../model/project.ts';
import type { Instant } from '../model/time.ts';
import { analysisContext } from './analysis-context.ts';
import type { ServerDependencies } from './dependencies.ts';

const instant = z.number().int();

/** Whether a cohort is fresh, as the API tells it. */
export const liveAnswer = z.object({
  state: z
    .enum(['live', 'building', 'stopped', 'off'])
    .describe(
      'live: right up to the watermark; building: no version is read yet; stopped: see `error`; off: no server keeps it',
    ),
  version: z.number().int().nullable().describe('The version that is read'),
  size: z.number().int().nullable(),
  watermark: instant.nullable().describe('Everything up to this instant is in it, UTC ms'),
  lastTransition: instant.nullable().describe('When a member last came or went, UTC ms'),
  building: z
    .object({ version: z.number().int(), share: z.number().describe('Of the stored rows, 0 to 1') })
    .nullable()
    .describe('A version that is being built beside the one that is read'),
  error: z.string().nullable(),
  now: instant.describe('The clock when this was answered: what the watermark lies behind of'),
});

export const cohortSummary = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  unit: z.enum(['user', 'account']),
  version: z.number().int().describe('The version in force'),
  pendingVersion: z.number().int().nullable().describe('A version that waits until it is built'),
  text: z.string(),
  createdAt: instant,
  updatedAt: instant,
  archivedAt: instant.nullable(),
  live: liveAnswer,
});

const warning = z.object({ code: z.string(), message: z.string(), path: z.string() });
export const cohortWarnings = z
  .array(warning)
  .describe('Names that nothing stored carries, values of another type: most often a slip of the pen');

export const cohortWhole = cohortSummary.extend({
  definition: z.unknown(),
  plain: z.string().describe('The definition in plain words, for people'),
  pendingText: z.string().nullable().describe('The definition of the version that waits'),
  warnings: cohortWarnings.describe('Of the version that waits, else of the one in force'),
});

type Told = Pick<ServerDependencies, 'live' | 'clock'>;

export function liveOf(state: CohortState, now: Instant): z.infer<typeof liveAnswer> {
  return {
    state: state.state,
    version: state.version ?? null,
    size: state.size ?? null,
    watermark: state.watermark ?? null,
    lastTransition: state.lastTransition ?? null,
    building: state.building ?? null,
    error: state.error ?? null,
    now,
  };
}

export function summaryOf(
  cohort: Cohort,
  project: Project,
  { live, clock }: Told,
): z.infer<typeof cohortSummary> {
  const { definition, archivedAt, pendingVersion, ...rest } = cohort;
  return {
    ...rest,
    unit: definition.unit,
    archivedAt: archivedAt ?? null,
    pendingVersion: pendingVersion ?? null,
    live: liveOf(archivedAt === undefined ? live.state(project.id, cohort.id) : NOT_KEPT, clock()),
  };
}

export async function wholeOf(
  cohort: Cohort,
  project: Project,
  dependencies: ServerDependencies,
): Promise<z.infer<typeof cohortWhole>> {
  const { pendingVersion } = cohort;
  const [context, waiting] = await Promise.all([
    analysisContext(dependencies, project),
    pendingVersion === undefined ? undefined : cohortVersion(dependencies.records, cohort, pendingVersion),
  ]);
  return {
    ...summaryOf(cohort, project, dependencies),
    definition: cohort.definition,
    plain: describeCohort(cohort.definition),
    pendingText: waiting?.text ?? null,
    warnings: [...(await definitionWarnings((waiting ?? cohort).definition, context))],
  };
}
