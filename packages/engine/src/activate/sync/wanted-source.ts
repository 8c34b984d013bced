import { type Cohort, loadCohortLookup } from '../../define/cohorts/cohort-records.ts';
import type { LiveCohorts } from '../../define/membership/live-cohorts.ts';
import type { Clock } from '../../model/time.ts';
import { loadIdentityOverlay } from '../../store/clickhouse/timeline.ts';
import type { EventStore } from '../../store/event-store.ts';
import type { RecordStore } from '../../store/record-store.ts';
import type { Destination } from '../destinations/define-destination.ts';
import type { Entry } from '../destinations/operation.ts';
import { type Member, members } from '../export/member.ts';
import { type Entries, recordedEntries } from './entries.ts';
import { asksForEntries, attributesOf, fingerprintOf, identityOf, propertiesRead } from './mapping.ts';
import type { Wanted } from './net-difference.ts';
import type { Sync } from './sync-records.ts';

/** Who should be in an audience, from wherever memberships come. */
export interface WantedSource {
  /** All members, by subject as text, each once. */
  readonly all: () => AsyncIterable<readonly Wanted[]>;
  /** Those of these subjects who are members now. */
  readonly of: (subjects: readonly string[]) => Promise<readonly Wanted[]>;
}

export interface WantedRequest {
  readonly store: EventStore;
  readonly records: RecordStore;
  readonly live: LiveCohorts;
  readonly clock: Clock;
  readonly project: string;
  readonly cohort: Cohort;
  readonly destination: Destination;
  readonly settings: unknown;
  readonly sync: Pick<Sync, 'id' | 'mapping' | 'createdAt'>;
}

/** Members of a cohort as a destination addresses them: all from the store; single ones as the live reading has them. */
export function cohortSource(request: WantedRequest): WantedSource {
  const { store, records, live, clock, project, cohort, destination, settings, sync } = request;
  const { mapping } = sync;
  const entries: Entries =
    destination.asksEntries === true || asksForEntries(mapping)
      ? recordedEntries({ store, records, project, cohort, sync: sync.id })
      : async () => new Map();

  function wanted(member: Member, entry: Entry | undefined): Wanted {
    const attributes = attributesOf(member, mapping, entry);
    // Who was in before the sync was is no news.
    const isNews = mapping.event !== undefined && entry !== undefined && entry.at > sync.createdAt;
    return {
      subject: member.unit,
      name: member.id,
      address: destination.addressOf(identityOf(member, cohort.definition.unit, mapping), settings),
      attributes,
      fingerprint: fingerprintOf(attributes),
      entry: isNews ? entry : undefined,
      came: entry,
    };
  }

  async function* read(keys: readonly string[] | undefined): AsyncGenerator<readonly Wanted[]> {
    // Waits until all is derived that was stored before. Each wait costs an entry some tenths of a second, so the rest does without.
    const overlay = await loadIdentityOverlay(store, project);
    const chunks = members({
      store,
      project,
      overlay,
      mayLag: true,
      cohorts: await loadCohortLookup(records, project),
      definition: cohort.definition,
      asOf: clock(),
      properties: propertiesRead(mapping),
      ordered: true,
      keys,
    });
    for await (const chunk of chunks) {
      const came = await entries(chunk.map(({ unit }) => unit));
      yield chunk.map((member) => wanted(member, came.get(member.unit)));
    }
  }

  return {
    all: () => read(undefined),
    of: async (subjects) => {
      if (subjects.length === 0) return [];
      const said = subjects.map((subject) => live.isMember(project, cohort.id, subject));
      if (said.includes(undefined)) {
        const asked = new Set(subjects);
        return collect(read(undefined), ({ subject }) => asked.has(subject));
      }
      const inside = subjects.filter((_, index) => said[index] === true);
      return inside.length === 0 ? [] : collect(read(inside), () => true);
    },
  };
}

async function collect(
  chunks: AsyncIterable<readonly Wanted[]>,
  fits: (wanted: Wanted) => boolean,
): Promise<readonly Wanted[]> {
  const found: Wanted[] = [];
  for await (const chunk of chunks) {
    for (const each of chunk) if (fits(each)) found.push(each);
  }
  return found;
}
