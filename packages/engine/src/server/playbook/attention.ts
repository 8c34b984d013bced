import type { ProjectStanding } from '../project-standing.ts';
import type { ExportStanding } from './act-steps.ts';
import type { Playbook } from './step-answers.ts';

/** What somebody should look at, the most urgent first, each in the words of the page that it leads to. */
export function attentionOf(
  { notFresh, syncs, receivers, rejectedLastDay }: ProjectStanding,
  exports: readonly (ExportStanding & { readonly cohort: string })[],
): Playbook['attention'] {
  return [
    ...syncs
      .filter(({ health }) => health.state !== 'healthy' && health.state !== 'paused')
      .map(({ sync, cohort, destination, health }) => ({
        kind: 'sync' as const,
        id: sync.id,
        title: `${cohort} to ${destination.name}`,
        words: health.message,
      })),
    ...notFresh.map(({ id, name, message }) => ({
      kind: 'cohort' as const,
      id,
      title: name,
      words: message,
    })),
    ...exports.flatMap(({ export: each, lastRun, cohort }) =>
      lastRun?.outcome === 'failed'
        ? [
            {
              kind: 'export' as const,
              id: each.id,
              title: `export of ${cohort}`,
              words: lastRun.error ?? 'the last run failed',
            },
          ]
        : [],
    ),
    ...receivers.flatMap(({ id, kind, host, failing }) =>
      failing === undefined
        ? []
        : [
            {
              kind: 'alert' as const,
              id,
              title: `alerts to ${kind} at ${host}`,
              words: `cannot be reached: ${failing.error}`,
            },
          ],
    ),
    ...(rejectedLastDay === 0
      ? []
      : [
          {
            kind: 'rejected' as const,
            id: null,
            title: 'refused events',
            words: `${rejectedLastDay} event${rejectedLastDay === 1 ? ' was' : 's were'} refused in the last 24 hours`,
          },
        ]),
  ];
}
