import type { Project } from '../../model/project.ts';
import type { Instant } from '../../model/time.ts';
import type { IdentityOverlay } from '../../store/clickhouse/timeline.ts';
import type { EventStore } from '../../store/event-store.ts';

/** What a look into the catalogue needs to know. */
export interface CatalogueScope {
  readonly store: EventStore;
  readonly project: Pick<Project, 'id'>;
  readonly overlay: IdentityOverlay;
  readonly now: Instant;
  readonly signal?: AbortSignal | undefined;
}

/** Whose properties: what events carry, or what users and accounts have. */
export type PropertyOwner = 'event' | 'user' | 'account';

/** A picker waits no longer. */
export const CATALOGUE_LIMITS = { maxExecutionMs: 10_000, maxMemoryBytes: 2 * 1024 ** 3 } as const;
