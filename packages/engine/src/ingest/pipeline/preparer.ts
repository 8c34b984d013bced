import { setImmediate as nextTurn } from 'node:timers/promises';
import type { IncomingEvent } from '../../model/event.ts';
import { deviceKey, insertKey } from '../../model/key.ts';
import type { Project } from '../../model/project.ts';
import type { Instant } from '../../model/time.ts';
import type { EventStore } from '../../store/event-store.ts';
import { must } from '../../util/assert.ts';
import type { Fate } from '../event-sink.ts';
import type { Block, Request, Slice } from './block.ts';
import { type DeviceState, ProjectState } from './identity-state.ts';
import type { InsertFingerprints } from './insert-fingerprints.ts';
import { InsertIdentities } from './insert-identities.ts';
import { INSERT_ID_WINDOW_MS, type IngestLimits } from './limits.ts';
import { type LookUpFilters, noteInFilters } from './look-up-filters.ts';
import {
  insertIdentity,
  loadAccountHistories,
  loadAliases,
  loadDeviceUsers,
  loadStoredInserts,
  loadUserHistories,
  type Suspect,
} from './look-ups.ts';
import { PropertyHistory } from './property-history.ts';
import { accountOf, resolveEvent } from './resolve-event.ts';

/** An event with what the look-ups need of it. */
interface Row {
  readonly request: Request;
  readonly index: number;
  readonly event: IncomingEvent;
  readonly state: ProjectState;
  /** '' without an insert id. */
  readonly identity: string;
  readonly insertKey: string;
  /** It may have come before, whether it is stored or on its way. */
  readonly seen: boolean;
  /** It may have come before and is not on its way: the store must be asked. */
  readonly suspect: boolean;
  /** Key of the user id, or undefined without one. */
  readonly userKey: string | undefined;
  /** Undefined without a device id, and until devices are loaded. */
  device: DeviceState | undefined;
}

/** After so many rows the event loop gets its turn: about 10 ms of work. */
const ROWS_PER_TURN = 512;

/**
 * Turns incoming events into rows of a block: finds repeats, resolves identity, takes the snapshot of properties. Each chunk
 * costs a handful of batched queries and no waiting per event. One call at a time; its memory runs ahead of the store, and
 * `reset` forgets it when a block was not stored after all.
 */
export class Preparer {
  readonly #store: EventStore;
  readonly #limits: IngestLimits;
  readonly #fingerprints: InsertFingerprints;
  readonly #filters: LookUpFilters;
  readonly #keepEvents: boolean;
  #states = new Map<string, ProjectState>();
  #nextSeq: number;

  constructor(
    store: EventStore,
    limits: IngestLimits,
    fingerprints: InsertFingerprints,
    filters: LookUpFilters,
    nextSeq: number,
    keepEvents: boolean,
  ) {
    this.#keepEvents = keepEvents;
    this.#filters = filters;
    this.#store = store;
    this.#limits = limits;
    this.#fingerprints = fingerprints;
    this.#nextSeq = nextSeq;
  }

  /** Forgets what blocks left behind that never became durable. Fingerprints stay: they only make suspects. */
  reset(): void {
    this.#states = new Map();
  }

  /** Between blocks: keeps memory within its budget, and forgets histories that the last block made stale. */
  betweenBlocks(now: Instant, stale: Block['stale']): void {
    this.#fingerprints.expire(now);
    for (const { project, keys } of stale) {
      for (const key of keys) this.#states.get(project)?.users.delete(key);
    }
    for (const state of this.#states.values()) {
      state.trim(this.#limits.maxCachedSubjects, this.#limits.maxCachedUpdates);
    }
  }

  /**
   * Adds slices to `block`. `inFlight`: the identities of the block before, which may not be readable yet. Answers what did
   * not go in because an event closed the block.
   */
  async prepare(slices: readonly Slice[], block: Block, inFlight: InsertIdentities): Promise<Slice[]> {
    const rows: Row[] = [];
    const fresh = new InsertIdentities();
    for (const slice of slices) await this.#read(slice, rows, block, inFlight, fresh);
    await this.#loadDevices(rows);
    const [stored] = await Promise.all([this.#storedInserts(rows), this.#loadHistories(rows)]);

    let done = 0;
    for (const row of rows) {
      row.request.fates[row.index] = this.#place(row, block, inFlight, stored);
      done += 1;
      if (block.closed) break;
      if (done % ROWS_PER_TURN === 0) await nextTurn();
    }
    return takeRows(slices, done, block);
  }

  async #read(
    slice: Slice,
    rows: Row[],
    block: Block,
    inFlight: InsertIdentities,
    fresh: InsertIdentities,
  ): Promise<void> {
    const { request } = slice;
    const state = await this.#state(request.project);
    const project = request.project.id;
    for (let index = slice.from; index < slice.to; index += 1) {
      const event = must(request.events[index], 'event of a slice');
      let identity = '';
      let key = '0';
      let seen = false;
      let suspect = false;
      if (event.insertId !== undefined && event.insertId !== '') {
        identity = insertIdentity(project, event.deviceId ?? '', event.userId ?? '', event.insertId);
        const hash = insertKey(identity);
        seen = this.#fingerprints.seen(hash, request.received);
        suspect = seen && !fresh.has(identity) && !block.inserts.has(identity) && !inFlight.has(identity);
        fresh.add(identity);
        key = hash.toString();
      }
      rows.push({
        request,
        index,
        event,
        state,
        identity,
        insertKey: key,
        seen,
        suspect,
        userKey: event.userId ? state.userKey(event.userId) : undefined,
        device: event.deviceId ? state.devices.get(event.deviceId) : undefined,
      });
    }
  }

  async #state(project: Project): Promise<ProjectState> {
    const known = this.#states.get(project.id);
    if (known !== undefined) return known;
    const state = new ProjectState(project, await loadAliases(this.#store, project.id));
    this.#states.set(project.id, state);
    return state;
  }

  async #loadDevices(rows: readonly Row[]): Promise<void> {
    const missing = new Map<ProjectState, Map<string, string>>();
    for (const { event, state, device } of rows) {
      if (!event.deviceId || device !== undefined || state.devices.get(event.deviceId) !== undefined)
        continue;
      const key = deviceKey(event.deviceId);
      if (this.#filters.devices.mayHave(key)) mapIn(missing, state).set(event.deviceId, key);
      else state.addDevice(event.deviceId, undefined);
    }
    await Promise.all(
      [...missing].map(async ([state, wanted]) => {
        const users = await loadDeviceUsers(this.#store, state.project.id, [...wanted.values()]);
        for (const [deviceId, key] of wanted) state.addDevice(deviceId, users.get(key));
      }),
    );
    for (const row of rows) {
      if (row.event.deviceId) row.device ??= row.state.devices.get(row.event.deviceId);
    }
  }

  async #loadHistories(rows: readonly Row[]): Promise<void> {
    const roots = new Map<ProjectState, Map<string, string>>();
    const accounts = new Map<ProjectState, Map<string, string>>();
    const { subjects, owners } = this.#filters;
    const wantUser = (state: ProjectState, key: string): void => {
      const root = state.aliases.root(key);
      if (state.users.get(root) !== undefined || roots.get(state)?.has(root)) return;
      const keys = state.aliases.keysOf([root]);
      let found = false;
      for (const of of keys.keys()) found ||= subjects.mayHave(of) || owners.mayHave(of);
      if (!found) state.users.set(root, new PropertyHistory());
      else for (const of of keys.keys()) mapIn(roots, state).set(of, root);
    };
    for (const row of rows) {
      const { event, state } = row;
      forHistories(row, wantUser);
      if (event.accountUpdates.length === 0) continue;
      const account = accountOf(event, state.project);
      if (account === undefined || state.accounts.get(account) !== undefined) continue;
      if (subjects.mayHave(account)) mapIn(accounts, state).set(account, account);
      else state.accounts.set(account, new PropertyHistory());
    }
    await Promise.all([
      ...[...roots].map(async ([state, keys]) => {
        const mayOwn = [...keys.keys()].filter((key) => owners.mayHave(key));
        const loaded = await loadUserHistories(this.#store, state.project.id, keys, mayOwn);
        for (const [root, history] of loaded) state.users.set(root, history);
      }),
      ...[...accounts].map(async ([state, keys]) => {
        const loaded = await loadAccountHistories(this.#store, state.project.id, [...keys.keys()]);
        for (const [key, history] of loaded) state.accounts.set(key, history);
      }),
    ]);
  }

  async #storedInserts(rows: readonly Row[]): Promise<ReadonlyMap<string, Instant>> {
    const suspects = new Map<ProjectState, Suspect[]>();
    let since = Number.POSITIVE_INFINITY;
    for (const row of rows) {
      if (!row.suspect) continue;
      const { event, state, identity } = row;
      const of = suspects.get(state) ?? [];
      suspects.set(state, of);
      const users: string[] = [];
      forHistories(row, (_, key) => users.push(key));
      of.push({ identity, insertKey: row.insertKey, name: event.name, users });
      since = Math.min(since, row.request.received);
    }
    if (suspects.size === 0) return new Map();
    const found = await Promise.all(
      [...suspects].map(([state, of]) =>
        loadStoredInserts(this.#store, state.project.id, of, since - INSERT_ID_WINDOW_MS),
      ),
    );
    return new Map(found.flatMap((part) => [...part]));
  }

  #place(row: Row, block: Block, inFlight: InsertIdentities, stored: ReadonlyMap<string, Instant>): Fate {
    const { identity, request } = row;
    if (row.seen) {
      if (block.inserts.has(identity) || inFlight.has(identity)) return 'duplicate';
      const arrived = stored.get(identity);
      if (arrived !== undefined && arrived > request.received - INSERT_ID_WINDOW_MS) return 'duplicate';
    }
    const resolved = resolveEvent(row.event, row.state, {
      seq: this.#nextSeq,
      received: request.received,
      insertKey: row.insertKey,
      userKey: row.userKey,
      device: row.device,
    });
    for (const problem of resolved.refusals) {
      block.refusals.push({
        project: request.project.id,
        source: row.event.source,
        received: request.received,
        rejection: {
          position: row.index,
          field: problem.path,
          code: problem.code,
          message: problem.message,
          payload: row.event,
        },
      });
    }
    if (resolved.event === undefined) return 'refused';
    this.#nextSeq += 1;
    if (identity !== '') block.inserts.add(identity);
    noteInFilters(this.#filters, resolved.event);
    if (this.#keepEvents) block.events.push(resolved.event);
    block.firstSeq ??= resolved.event.seq;
    block.lastSeq = resolved.event.seq;
    block.columns.add(resolved.event);
    if (resolved.stale !== undefined) {
      block.sealed = true;
      block.stale.push({ project: request.project.id, keys: resolved.stale });
    }
    return 'stored';
  }
}

/** Names the keys whose histories an event may read or change: its user's, its device's, that of the device's user. */
function forHistories(row: Row, take: (state: ProjectState, key: string) => void): void {
  const { event, state, device, userKey } = row;
  if (userKey !== undefined) take(state, userKey);
  if (device !== undefined) {
    if (device.user === undefined) take(state, device.key);
    else if (userKey === undefined) take(state, device.user);
  }
  if (event.aliasOf) take(state, state.userKey(event.aliasOf));
}

function mapIn<Key>(maps: Map<Key, Map<string, string>>, key: Key): Map<string, string> {
  let found = maps.get(key);
  if (found === undefined) {
    found = new Map();
    maps.set(key, found);
  }
  return found;
}

/** Notes the first `count` events of the slices as in the block, and answers the rest. */
function takeRows(slices: readonly Slice[], count: number, block: Block): Slice[] {
  const rest: Slice[] = [];
  let left = count;
  for (const slice of slices) {
    const taken = Math.min(left, slice.to - slice.from);
    left -= taken;
    if (taken > 0) block.slices.push({ ...slice, to: slice.from + taken });
    if (slice.from + taken < slice.to) rest.push({ ...slice, from: slice.from + taken });
  }
  return rest;
}
