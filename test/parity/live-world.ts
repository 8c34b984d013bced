import type { CohortDefinition, Condition } from '../../packages/engine/src/define/language/ast.ts';
import { applyLinks } from '../../packages/engine/src/define/live/apply-links.ts';
import { NO_VALUES, OF_USER, valuesOf } from '../../packages/engine/src/define/live/feeds.ts';
import { Identities } from '../../packages/engine/src/define/live/identities.ts';
import type { LiveCohort, LiveTransition } from '../../packages/engine/src/define/live/live-cohort.ts';
import { LiveMembership } from '../../packages/engine/src/define/live/live-membership.ts';
import type { LiveUnit } from '../../packages/engine/src/define/live/live-unit.ts';
import {
  restoreUnits,
  savedSlots,
  savedUnits,
  slotsNow,
} from '../../packages/engine/src/define/live/saved-units.ts';
import type { EventInput } from '../../packages/engine/src/define/live/tracker.ts';
import { membersOf } from '../../packages/engine/src/define/reference/evaluate.ts';
import { histories, ownerOf } from '../../packages/engine/src/define/reference/histories.ts';
import type { StoredEvent } from '../../packages/engine/src/model/event.ts';
import type { Instant } from '../../packages/engine/src/model/time.ts';
import { must } from '../../packages/engine/src/util/assert.ts';
import { boundaries } from './instants.ts';
import { eventsOf, lookupOf, type World } from './world.ts';

/** How the live reading and the reference came to differ. */
export interface LiveDisagreement {
  readonly definition: CohortDefinition;
  readonly at: Instant;
  readonly arrived: number;
  readonly what: string;
  readonly live: readonly string[];
  readonly reference: readonly string[];
}

/** Makes a live membership; a test that it can fail makes one with a mistake in it. */
export type MakeMembership = (options: ConstructorParameters<typeof LiveMembership>[0]) => LiveMembership;

/** Instants between two arrivals at which the readings are compared, at most. */
const CHECKS = 12;

/**
 * Lets a world happen: its events arrive in their order while a clock goes through the instants at which something can change, so
 * that some are late, some in time and some early. After every step the live members, those that its transitions come to, and
 * the reference must be the same; and a transition that is not late must have the very instant at which the reference changes. `restarts`:
 * after every row all that is kept is saved, and goes on from there in another membership; where not all can be saved, nothing is compared.
 */
export function liveDisagreement(
  world: World,
  make: MakeMembership = (options) => new LiveMembership(options),
  restarts = false,
): LiveDisagreement | undefined {
  for (const definition of world.definitions) {
    const found = new Course(world, definition, make, restarts).run();
    if (found) return found;
  }
  return undefined;
}

class Course {
  readonly #world: World;
  readonly #definition: CohortDefinition;
  readonly #events: readonly StoredEvent[];
  readonly #arrived: StoredEvent[] = [];
  readonly #identities = new Identities(new Map());
  readonly #make: () => LiveMembership;
  readonly #restarts: boolean;
  #membership: LiveMembership;
  #cohort: LiveCohort;
  readonly #told = new Set<string>();
  /** The instant of the last transition of each unit. */
  readonly #toldLast = new Map<string, Instant>();
  readonly #comparesWithOthers: boolean;
  readonly #fresh: LiveTransition[] = [];

  constructor(world: World, definition: CohortDefinition, make: MakeMembership, restarts: boolean) {
    this.#restarts = restarts;
    this.#world = world;
    this.#definition = definition;
    this.#events = eventsOf(world, 'live');
    this.#comparesWithOthers = comparesWithOthers(definition.where, world);
    this.#make = () =>
      make({
        unit: definition.unit,
        identities: this.#identities,
        onTransition: (transition) => this.#fresh.push(transition),
      });
    this.#membership = this.#make();
    this.#cohort = this.#membership.add('cohort', 1, definition, lookupOf(world));
    this.#membership.tally(0, 0, Number.POSITIVE_INFINITY);
    this.#membership.ask(this.#cohort, 0, Number.POSITIVE_INFINITY);
    for (const transition of this.#membership.swap(this.#cohort, undefined, 0)) this.#fresh.push(transition);
  }

  run(): LiveDisagreement | undefined {
    const instants = boundaries(this.#world, this.#definition);
    let clock = 0;
    for (const [i, event] of this.#events.entries()) {
      const next = Math.floor(((i + 1) / (this.#events.length + 1)) * instants.length);
      const every = Math.max(1, Math.ceil((next - clock) / CHECKS));
      for (; clock < next; clock += 1) {
        const at = must(instants[clock], 'instant');
        this.#membership.advance(at);
        if (clock % every !== 0 && clock !== next - 1) continue;
        const found = this.#compare(at, 'time passed');
        if (found) return found;
      }
      const now = instants[Math.max(0, clock - 1)] ?? 0;
      this.#arrive([event], now);
      if (this.#restarts && !this.#restart(now)) return undefined;
      const found = this.#compare(now, 'a row came');
      if (found) return found;
    }
    for (; clock < instants.length; clock += 1) {
      const at = must(instants[clock], 'instant');
      this.#membership.advance(at);
      const found = this.#compare(at, 'time passed');
      if (found) return found;
    }
    return undefined;
  }

  /** False: not everything can be saved. */
  #restart(now: Instant): boolean {
    const before = this.#membership;
    if ([...before.plan.slots].some(({ packed }) => packed === undefined)) return false;
    const slots = savedSlots(before);
    const known = new Set(
      [...this.#cohort.members.indices()].map((index) => must(before.units.at(index), 'unit').key),
    );
    this.#membership = this.#make();
    this.#cohort = this.#membership.add('cohort', 1, this.#definition, lookupOf(this.#world));
    this.#membership.advance(now);
    const now_ = slotsNow(this.#membership, slots);
    for (const chunk of savedUnits(before)) restoreUnits(this.#membership, chunk, now_);
    this.#membership.tally(now, 0, Number.POSITIVE_INFINITY);
    this.#membership.ask(this.#cohort, now, Number.POSITIVE_INFINITY);
    for (const transition of this.#membership.resume(this.#cohort, known, true)) this.#fresh.push(transition);
    // Rows whose time has not come are not among what is saved.
    this.#membership.apply(
      this.#arrived.filter(({ time }) => time > now),
      now,
    );
    return true;
  }

  #arrive(events: readonly StoredEvent[], now: Instant): void {
    this.#arrived.push(...events);
    const { joined, parted } = applyLinks(events, this.#identities);
    if (this.#definition.unit === 'user') {
      for (const { from, to } of joined) this.#membership.join(from, to);
      for (const key of parted) this.#membership.await(key);
    } else if (
      joined.length + parted.length > 0 &&
      this.#membership.plan.feeds.all.some((feed) => feed.sessions)
    ) {
      for (const account of new Set(this.#arrived.flatMap((event) => event.accounts)))
        this.#membership.await(account);
    }
    this.#membership.apply(events, now);
    for (const unit of new Set(
      this.#arrived.flatMap((event) => [event.user, ...event.accounts, ownerOf(this.#arrived)(event.user)]),
    )) {
      if (this.#membership.isAwaited(unit)) this.#renew(unit, now);
    }
    this.#membership.advance(now);
  }

  /** Reads a unit's history again, as a service would out of the store. */
  #renew(key: string, now: Instant): void {
    const upToSeq = this.#arrived.at(-1)?.seq ?? 0;
    const isUser = this.#definition.unit === 'user';
    const rows = this.#arrived.filter(
      (event) =>
        event.time <= now &&
        (isUser
          ? event.user !== '0' && this.#identities.root(event.user) === key
          : event.accounts.includes(key)),
    );
    this.#membership.renew(key, upToSeq, (unit) => {
      for (const row of rows) this.#feed(unit, row, key);
      unit.settled = Math.max(unit.settled, ...rows.map((row) => row.time));
      return rows.length === 0 ? undefined : Math.min(...rows.map((row) => row.time));
    });
  }

  #feed(unit: LiveUnit, event: StoredEvent, key: string): void {
    const { time, seq } = event;
    const { feeds } = this.#membership.plan;
    const isUser = this.#definition.unit === 'user';
    const sessionOf = (sessions: EventInput['sessions']): string | undefined => {
      if (sessions === undefined || (sessions === 'ids' && event.sessionId < 0)) return undefined;
      const session = sessions === 'ids' ? String(event.sessionId) : OF_USER;
      return isUser ? session : `${this.#identities.root(event.user)}/${session}`;
    };
    feeds.forEachTaking(event, (feed) => {
      const values = feed.value ? valuesOf(event, feed.value) : NO_VALUES;
      for (const { slot, input } of feed.targets) {
        unit.trackerFor(slot).event?.(input, { time, seq, session: sessionOf(feed.sessions), values });
      }
    });
    const updates = isUser ? event.userUpdates : event.accounts[0] === key ? event.accountUpdates : {};
    for (const [property, value] of Object.entries(updates)) {
      for (const { slot, input } of feeds.ofProperty(property)) {
        unit.trackerFor(slot).change?.(input, { time, seq, value: value ?? undefined });
      }
    }
  }

  #compare(at: Instant, what: string): LiveDisagreement | undefined {
    const reference = this.#reference(at);
    const live = [...this.#cohort.members.indices()].map(
      (index) => this.#membership.units.at(index)?.key ?? `index ${index}`,
    );
    const differs = (
      label: string,
      found: Iterable<string>,
      expected: ReadonlySet<string>,
    ): LiveDisagreement | undefined => {
      const all = [...found].sort();
      const wanted = [...expected].sort();
      if (all.length === wanted.length && all.every((key, i) => key === wanted[i])) return undefined;
      const { length: arrived } = this.#arrived;
      return {
        definition: this.#definition,
        at,
        arrived,
        what: `${what}: ${label}`,
        live: all,
        reference: wanted,
      };
    };
    const fresh = this.#fresh.splice(0);
    const before = new Map(this.#toldLast);
    for (const { unit, entered, at: told } of fresh) {
      this.#toldLast.set(unit, told);
      if (entered) this.#told.add(unit);
      else this.#told.delete(unit);
    }
    const wrong = differs('members', live, reference) ?? differs('transitions', this.#told, reference);
    if (wrong) return wrong;
    for (const { unit, entered, at: told, isLate, cause } of fresh) {
      // Of several rows of one millisecond each tells what it makes of that instant; the reference knows all of them.
      const isShared = this.#arrived.filter((event) => event.time === told).length > 1;
      if (isLate || isShared || cause === 'identity') continue;
      // When the clock had passed an instant before its row came, what time did there was told first.
      const isAgain = fresh.filter((each) => each.unit === unit && each.at === told).length > 1;
      if (isAgain || before.get(unit) === told) continue;
      // What is typical is known as of now and not as of each instant, and units pass one instant one after the other.
      if (this.#comparesWithOthers) continue;
      const wasMember = this.#reference(told - 1).has(unit);
      const isMember = this.#reference(told).has(unit);
      // A row that came late may have changed what was before without anybody coming or going.
      if (isMember === entered && (wasMember !== entered || this.#hasLate())) continue;
      const { length: arrived } = this.#arrived;
      return {
        definition: this.#definition,
        at: told,
        arrived,
        what: `${what}: ${unit} told as ${entered ? 'entered' : 'exited'} by ${cause}`,
        live: [],
        reference: [`before: ${wasMember}, then: ${isMember}`],
      };
    }
    return undefined;
  }

  #hasLate(): boolean {
    return this.#arrived.some((event, i) =>
      this.#arrived.slice(0, i).some((earlier) => earlier.time > event.time),
    );
  }

  #reference(at: Instant): Set<string> {
    const all = histories(this.#arrived, this.#definition.unit);
    return membersOf(this.#definition, all, at, lookupOf(this.#world));
  }
}

/** Does what others do decide about a unit? */
function comparesWithOthers(condition: Condition, world: World): boolean {
  if (condition.kind === 'not') return comparesWithOthers(condition.condition, world);
  if (condition.kind === 'all' || condition.kind === 'any') {
    return condition.conditions.some((part) => comparesWithOthers(part, world));
  }
  if (condition.kind === 'typical-count') return true;
  const named = condition.kind === 'in-cohort' ? world.cohorts[condition.cohort] : undefined;
  return named !== undefined && comparesWithOthers(named.where, world);
}
