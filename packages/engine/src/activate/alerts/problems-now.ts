import { listCohorts } from '../../define/cohorts/cohort-records.ts';
import { unfresh } from '../../define/membership/cohort-freshness.ts';
import type { LiveCohorts } from '../../define/membership/live-cohorts.ts';
import type { Instant } from '../../model/time.ts';
import type { RecordStore } from '../../store/record-store.ts';
import { minuteText } from '../../util/minute-text.ts';
import { type SyncStanding, syncStandings } from '../sync/sync-standing.ts';

/** Something that is wrong and that somebody should hear of. No word in it is about a person. */
export interface AlertProblem {
  /** `sync:` or `cohort:` and its id. */
  readonly subject: string;
  readonly problem: 'parked' | 'behind' | 'drifting' | 'not-fresh';
  /** The subject by name. */
  readonly title: string;
  readonly message: string;
}

/** What is wrong in a project at this moment. */
export async function problemsNow(
  records: RecordStore,
  live: LiveCohorts,
  project: string,
  now: Instant,
): Promise<readonly AlertProblem[]> {
  const [standings, cohorts] = await Promise.all([
    syncStandings(records, project, now),
    listCohorts(records, project),
  ]);
  const ofSyncs = standings.flatMap((standing): AlertProblem[] => {
    const { sync, cohort, destination, health } = standing;
    if (health.state === 'healthy' || health.state === 'paused') return [];
    const title = `sync of ${cohort} to ${destination.name}`;
    return [{ subject: `sync:${sync.id}`, problem: health.state, title, message: impersonal(standing) }];
  });
  const ofCohorts = cohorts.flatMap(({ id, name }): AlertProblem[] => {
    const why = unfresh(live.state(project, id), now);
    if (why === undefined) return [];
    // What an engine says of its error may quote what is stored.
    const message = why.reason === 'stopped' ? 'an error holds it up: `cusp status` says which' : why.message;
    return [{ subject: `cohort:${id}`, problem: 'not-fresh', title: `cohort ${name}`, message }];
  });
  return [...ofSyncs, ...ofCohorts];
}

/**
 * The sentence of a sync's health without what a vendor said, which may quote a person; only of credentials it is kept, with whatever
 * looks like an email left out.
 */
function impersonal({ sync, destination, health }: SyncStanding): string {
  const { name, parked, resting } = destination;
  if (health.reason === 'parked') {
    const why =
      parked?.kind === 'credentials'
        ? `its credentials are not accepted any more: ${withoutEmails(parked.message)}`
        : 'its settings, or what is sent, do not fit';
    return `nothing goes to "${name}": ${why}. \`cusp sync show ${sync.id}\` has more; \`cusp destination set ${name}\` mends it`;
  }
  if (health.reason === 'unanswered' && resting?.since !== undefined) {
    return `"${name}" has not answered as it should since ${minuteText(resting.since)}; it is tried again by itself. \`cusp sync show ${sync.id}\` has more`;
  }
  return health.message;
}

function withoutEmails(text: string): string {
  return text.replaceAll(/[^\s"'<>]+@[^\s"'<>]+/g, '[email]');
}
