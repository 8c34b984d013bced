import { setTimeout as sleep } from 'node:timers/promises';
import { problemError } from '../../util/problem-error.ts';
import type { Terminal } from '../context.ts';
import type { Engine } from '../engine-client.ts';
import { progress } from '../output/progress.ts';
import { type CohortSummary, type CohortWhole, cohortPath } from './cohort-answers.ts';

const POLL_MS = 200;

/**
 * Waits until the newest version of a cohort is read, with how far it has come on standard error, and gives the cohort as it then
 * is. At once where nothing is kept live. Throws a ProblemError (409) when the version will not come into force, with the reason.
 */
export async function settled<Told extends CohortSummary>(
  engine: Engine,
  terminal: Terminal,
  made: Told,
): Promise<Told | CohortWhole> {
  const wanted = made.pendingVersion ?? made.version;
  const shown = progress(terminal, `building version ${wanted}`);
  // The list is cheap to ask for; one cohort whole looks through what is stored for its warnings.
  let at: CohortSummary = made;
  try {
    while (!isSettled(at, wanted)) {
      const { building } = at.live;
      shown.show(building?.version === wanted ? building.share : undefined, 'reading what is stored');
      await sleep(POLL_MS);
      const { cohorts } = await engine.request<{ cohorts: CohortSummary[] }>(
        'GET',
        '/api/v1/cohorts?archived=true',
      );
      at = cohorts.find(({ id }) => id === made.id) ?? at;
    }
  } finally {
    shown.done();
  }
  return at === made ? made : engine.request<CohortWhole>('GET', cohortPath(made.id));
}

function isSettled(
  { name, version, pendingVersion, archivedAt, live }: CohortSummary,
  wanted: number,
): boolean {
  if (live.state === 'off' || archivedAt !== null) return true;
  if (live.state === 'stopped')
    throw failed(`${live.error ?? 'the live reading has stopped'}: see \`cusp cohort show\``);
  if (version >= wanted) return live.state === 'live' && live.version !== null && live.version >= wanted;
  if (pendingVersion === wanted) return false;
  throw failed(
    pendingVersion === null
      ? (live.error ?? 'it was taken back')
      : `version ${pendingVersion} took its place before it was built`,
  );

  function failed(why: string) {
    return problemError(409, 'not-built', `version ${wanted} of "${name}" is saved and not read: ${why}`);
  }
}
