import type { StoredEvent } from '../../model/event.ts';
import type { Instant } from '../../model/time.ts';
import { must } from '../../util/assert.ts';
import type { CohortLookup } from '../clauses/define-clause.ts';
import type { CohortDefinition } from '../language/ast.ts';
import { passes } from '../selector/event-selector.ts';
import { evaluate, valuesAt } from './evaluate.ts';
import { type Feed, NO_VALUES, OF_USER, valuesOf } from './feeds.ts';
import type { Identities } from './identities.ts';
import { LiveCohort, type LiveTransition } from './live-cohort.ts';
import type { AskedUnit, LiveUnit } from './live-unit.ts';
import { LiveUnits, strayUnit } from './live-units.ts';
import { MemberTable } from './member-set.ts';
import { LivePlan, type Slot } from './plan.ts';
import { TallyBook } from './tally-book.ts';
import { Timers } from './timers.ts';
import type { Occurrence, Truth } from './tracker.ts';

export interface LiveMembershipOptions {
  readonly unit: 'user' | 'account';
  /** Changed by whoever hands in the rows, before they are applied. */
  readonly identities: Identities;
  /** Hears of every transition of the cohorts that are read, in order. */
  readonly onTransition: (transition: LiveTransition) => void;
}

/** Rows and timers that come late in a unit's history, and what happens to it without a row. */
type How = Pick<LiveTransition, 'isLate' | 'cause'>;

/** A unit whose membership is another one, for whom it is told. */
interface Changed {
  readonly unit: AskedUnit;
  readonly entered: boolean;
}

const IN_TIME: How = { isLate: false, cause: 'event' };
const LATE: How = { isLate: true, cause: 'event' };
const TIMED: How = { isLate: false, cause: 'time' };
const TYPICAL: How = { isLate: false, cause: 'typical' };
const JOINED: How = { isLate: true, cause: 'identity' };
const REDEFINED: How = { isLate: false, cause: 'definition' };
const FOUND: How = { isLate: true, cause: 'start' };

/**
 * Who is a member of any number of cohorts of one unit, as rows come and time passes. Holds no clock and does no I/O: rows are
 * applied, time is advanced, and every membership that changes is told with the instant at which it did.
 */
export class LiveMembership {
  readonly units = new LiveUnits();
  readonly plan: LivePlan;
  readonly #unit: 'user' | 'account';
  readonly #identities: Identities;
  readonly #onTransition: (transition: LiveTransition) => void;
  readonly #members = new MemberTable();
  readonly #tallies = new TallyBook();
  /** Units by their index. */
  readonly #timers = new Timers();
  /** Rows whose time has not come, by the order in which they came. */
  readonly #future = new Timers();
  readonly #futureRows = new Map<number, StoredEvent>();
  #futureCount = 0;
  /** Rows that are about to be applied, each with the unit's key: their units are looked for together. */
  readonly #keys: string[] = [];
  readonly #events: StoredEvent[] = [];
  readonly #found = new Int32Array(AT_ONCE);
  #gathered = 0;
  #cohorts: readonly LiveCohort[] = [];
  /** By the slot's id. */
  #bySlot: (readonly LiveCohort[] | undefined)[] = [];
  /** What is true of a unit may change with time though nothing has come of it that they ask about. */
  #restless: readonly LiveCohort[] = [];
  /** Grows with every row: tells which cohorts it has been found to concern. */
  #round = 0;
  /** Units whose history is being read again, with what has come for them since. */
  readonly #awaited = new Map<string, StoredEvent[]>();
  #now: Instant = Number.NEGATIVE_INFINITY;

  constructor({ unit, identities, onTransition }: LiveMembershipOptions) {
    this.#unit = unit;
    this.#identities = identities;
    this.#onTransition = onTransition;
    this.plan = new LivePlan((key, { percentile }) => this.#tallies.tally(key, percentile));
  }

  /** The instant up to which time has been advanced. */
  get now(): Instant {
    return this.#now;
  }

  /** When something happens by itself next. */
  get next(): Instant | undefined {
    const [timer, row] = [this.#timers.next, this.#future.next];
    return timer === undefined || (row !== undefined && row < timer) ? row : timer;
  }

  get hasFutureRows(): boolean {
    return this.#future.size > 0;
  }

  /** Starts to build a cohort: nobody reads it, and nobody is a member, until units have been asked; see `ask`. */
  add(id: string, version: number, definition: CohortDefinition, cohorts: CohortLookup): LiveCohort {
    const root = this.plan.compile(definition.where, cohorts);
    const cohort = new LiveCohort(id, version, this.#unit, root, this.#members.add());
    this.#setCohorts([...this.#cohorts, cohort]);
    return cohort;
  }

  /** Stops keeping a cohort, whose members are told no more. Slots that nobody else uses go with the next `forget`. */
  remove(cohort: LiveCohort): void {
    this.#members.remove(cohort.members);
    this.plan.release(cohort.root);
    this.#setCohorts(this.#cohorts.filter((each) => each !== cohort));
  }

  /**
   * Once everything stored has been fed to the cohorts that are being built: notes `budget` more units in what the typical members
   * of cohorts did, from `from` on by index. Answers where to go on; undefined: all are noted.
   */
  tally(asOf: Instant, from: number, budget: number): number | undefined {
    const to = Math.min(this.units.end, this.#tallies.isEmpty ? 0 : from + budget);
    for (let index = from; index < to; index += 1) {
      const unit = this.units.at(index);
      if (unit === undefined) continue;
      unit.settled = Math.max(unit.settled, asOf);
      this.#schedule(unit, this.#tallies.until(unit, unit.settled, this.plan.slots));
      this.#tallies.noteQuietly(unit, unit.settled);
    }
    if (to < this.units.end && !this.#tallies.isEmpty) return to;
    for (const index of this.#tallies.update()) this.#concern(index, asOf);
    return undefined;
  }

  /**
   * Asks up to `budget` more units about a cohort that is being built, when all are tallied. True: all have been asked, and
   * from now on it is kept up to date like any other, still unread.
   */
  ask(cohort: LiveCohort, asOf: Instant, budget: number): boolean {
    const to = Math.min(this.units.end, cohort.asked + budget);
    for (; cohort.asked < to; cohort.asked += 1) {
      const unit = this.units.at(cohort.asked);
      if (unit === undefined) continue;
      unit.settled = Math.max(unit.settled, asOf);
      const { holds, until } = evaluate(cohort.root, unit, unit.settled);
      this.#schedule(unit, until);
      cohort.members.set(unit.index, holds);
    }
    if (cohort.asked < this.units.end) return false;
    cohort.asked = Number.POSITIVE_INFINITY;
    return true;
  }

  /**
   * From now on a built cohort is read, in place of `before` (its earlier version) or of nobody. Tells the difference of the two
   * as transitions, a few at a time as the iterator is drained; what changes meanwhile is told after. The first call of `next` swaps.
   */
  *swap(cohort: LiveCohort, before: LiveCohort | undefined, at: Instant): Generator<LiveTransition> {
    const changed: Changed[] = [];
    for (let index = 0; index < this.units.end; index += 1) {
      const isMember = cohort.members.has(index);
      if (isMember === (before?.members.has(index) ?? false)) continue;
      const unit = this.units.at(index);
      if (unit) changed.push({ unit, entered: isMember });
    }
    if (before) this.remove(before);
    yield* this.#begin(cohort, changed, at, REDEFINED);
  }

  /**
   * From now on a built cohort is read, as one whose members were known by their keys when it was read last. `isSame`: by the
   * same definition, so that the difference came about with time.
   */
  *resume(cohort: LiveCohort, known: ReadonlySet<string>, isSame: boolean): Generator<LiveTransition> {
    const changed: Changed[] = [];
    for (const index of cohort.members.indices()) {
      const unit = this.units.at(index);
      if (unit && !known.has(unit.key)) changed.push({ unit, entered: true });
    }
    for (const key of known) {
      const unit = this.units.get(key);
      if (unit === undefined) changed.push({ unit: strayUnit(key, this.#now), entered: false });
      else if (!cohort.members.has(unit.index)) changed.push({ unit, entered: false });
    }
    yield* this.#begin(cohort, changed, this.#now, isSame ? FOUND : REDEFINED);
  }

  *#begin(cohort: LiveCohort, changed: readonly Changed[], at: Instant, how: How): Generator<LiveTransition> {
    cohort.backlog = [];
    cohort.isRead = true;
    for (const { unit, entered } of changed) yield this.#transition(cohort, unit, entered, at, how);
    yield* cohort.backlog;
    cohort.backlog = undefined;
  }

  /** Applies rows that are durable, in any order of time. `now` is the clock: what is later waits. */
  apply(events: readonly StoredEvent[], now: Instant): void {
    if (now > this.#now) this.#now = now;
    // Whatever is said to be known up to this instant includes the rows that waited for it.
    for (let next = this.#future.next; next !== undefined && next <= this.#now; next = this.#future.next) {
      this.#applyPutOff(this.#future.pop());
    }
    for (const event of inOrder(events)) {
      if (event.time > this.#now) this.#putOff(event);
      else this.#applyEvent(event);
    }
    this.#applyGathered();
  }

  /** Lets time pass up to `now`, doing at most `budget` things. False: there is more to do. */
  advance(now: Instant, budget = Number.POSITIVE_INFINITY): boolean {
    for (let left = budget; left > 0; left -= 1) {
      const next = this.next;
      if (next === undefined || next > now) {
        if (now > this.#now) this.#now = now;
        return true;
      }
      if (next > this.#now) this.#now = next;
      if (this.#future.next === next) {
        this.#applyPutOff(this.#future.pop());
        this.#applyGathered();
        continue;
      }
      const unit = this.units.at(this.#timers.pop());
      if (unit?.due === next) this.#fire(unit, next);
    }
    return false;
  }

  /** A unit becomes part of another. */
  join(from: string, to: string): void {
    const gone = this.units.get(from);
    if (gone === undefined) return;
    for (const index of this.#tallies.leave(gone)) this.#concern(index, gone.settled);
    this.#leaveAll(gone, JOINED);
    const unit = this.units.get(to) ?? this.units.add(to, gone.knownSince);
    unit.absorb(gone, this.plan.slotOf);
    this.units.remove(gone);
    this.#refresh(unit, this.#cohorts, unit.settled, JOINED);
  }

  /** A unit's history is about to be read again: what comes for it meanwhile waits. */
  await(key: string): void {
    if (!this.#awaited.has(key)) this.#awaited.set(key, []);
  }

  isAwaited(key: string): boolean {
    return this.#awaited.has(key);
  }

  /**
   * A unit's history has been read again: `feed` feeds an empty unit all of it, up to and with the row that arrived as
   * number `upToSeq`, and answers when it became known (undefined: there is no such unit any more).
   */
  renew(key: string, upToSeq: number, feed: (unit: LiveUnit) => Instant | undefined): void {
    const waiting = this.#awaited.get(key) ?? [];
    this.#awaited.delete(key);
    const before = this.units.get(key);
    const settled = before?.settled;
    if (before) {
      this.units.renew(before);
      for (const index of this.#tallies.leave(before)) this.#concern(index, settled ?? 0);
    }
    const unit = before ?? this.units.add(key, 0);
    const knownSince = feed(unit);
    if (knownSince === undefined) {
      this.#leaveAll(unit, JOINED);
      this.units.remove(unit);
    } else {
      unit.knownSince = knownSince;
      unit.settled = Math.max(unit.settled, settled ?? knownSince);
      this.#refresh(unit, this.#cohorts, unit.settled, JOINED);
    }
    for (const event of inOrder(waiting)) if (event.seq > upToSeq) this.#applyEvent(event);
    this.#applyGathered();
  }

  /** Lets go of what matters to no instant from `before` on, in some of the units: `from` up to and without `to` by index. */
  forget(before: Instant, from: number, to: number): void {
    for (let index = from; index < to; index += 1) {
      const unit = this.units.at(index);
      // What is due is told first: nothing else says any more what it is about.
      if (unit === undefined || unit.due <= before) continue;
      unit.forget(before, this.plan.slotOf);
      // Nothing is due before that instant, so its memberships stayed as they were.
      if (unit.settled < before) unit.settled = before;
    }
  }

  #setCohorts(cohorts: readonly LiveCohort[]): void {
    this.#cohorts = cohorts;
    this.#tallies.watch(this.plan.slots);
    this.#bySlot = [];
    this.#restless = cohorts.filter(({ slots }) => slots.some(({ isRestless }) => isRestless));
    for (const cohort of cohorts) {
      for (const slot of new Set(cohort.slots)) {
        this.#bySlot[slot.id] = [...(this.#bySlot[slot.id] ?? NO_COHORTS), cohort];
      }
    }
  }

  #putOff(event: StoredEvent): void {
    this.#future.add(event.time, this.#futureCount);
    this.#futureRows.set(this.#futureCount, event);
    this.#futureCount = (this.#futureCount + 1) % MOST_PUT_OFF;
  }

  #applyPutOff(number: number): void {
    const event = must(this.#futureRows.get(number), 'row that was put off');
    this.#futureRows.delete(number);
    this.#applyEvent(event);
  }

  /** To be followed by `applyGathered`. */
  #applyEvent(event: StoredEvent): void {
    if (this.#unit === 'user') {
      if (event.user !== '0') this.#gather(this.#identities.root(event.user), event);
      return;
    }
    for (const account of event.accounts) this.#gather(account, event);
  }

  #gather(key: string, event: StoredEvent): void {
    this.#keys[this.#gathered] = key;
    this.#events[this.#gathered] = event;
    this.#gathered += 1;
    if (this.#gathered === AT_ONCE) this.#applyGathered();
  }

  #applyGathered(): void {
    const count = this.#gathered;
    this.#gathered = 0;
    this.units.findAll(this.#keys, count, this.#found);
    this.#members.lookAt(this.#found, count);
    for (let i = 0; i < count; i += 1)
      this.#applyTo(this.#keys[i] as string, this.#found[i] as number, this.#events[i] as StoredEvent);
  }

  #updatesOf(key: string, event: StoredEvent): StoredEvent['userUpdates'] {
    if (this.#unit === 'user') return event.userUpdates;
    return event.accounts[0] === key ? event.accountUpdates : NO_UPDATES;
  }

  /** `index`: where the key was found, -1 when it was not there. */
  #applyTo(key: string, index: number, event: StoredEvent): void {
    const waiting = this.#awaited.size === 0 ? undefined : this.#awaited.get(key);
    if (waiting !== undefined) {
      waiting.push(event);
      return;
    }
    const { time } = event;
    const known = index < 0 ? this.units.get(key) : this.units.found(index, key);
    const unit = known ?? this.units.add(key, time);
    const isLate = time < unit.settled;
    if (!isLate) this.#settle(unit, time);
    const isOlder = time < unit.knownSince;
    if (isOlder) unit.knownSince = time;
    if (!isLate) unit.settled = time;
    const at = isLate ? unit.settled : time;
    const changed = this.#feed(unit, event, this.#updatesOf(key, event), at);
    const how = isLate ? LATE : IN_TIME;
    // A unit that becomes known, or known for longer, may be a member of what no row is fed to.
    if (known === undefined || isOlder) this.#refresh(unit, this.#cohorts, at, how);
    else if (changed.length > 0) this.#refresh(unit, this.#concerned(changed), at, how, changed);
  }

  /** Feeds a unit a row, and answers the slots of which something else is true now as of `at`, or may be so earlier. */
  #feed(unit: LiveUnit, event: StoredEvent, updates: StoredEvent['userUpdates'], at: Instant): Slot[] {
    const changed: Slot[] = [];
    const { time, seq } = event;
    let plain: Occurrence | undefined;
    for (const feed of this.plan.feeds.ofName(event.name)) {
      if (!passes(event, feed.selector.filters)) continue;
      let occurrence = plain;
      if (feed.value !== undefined || feed.sessions !== undefined) {
        occurrence = {
          time,
          seq,
          session: this.#sessionOf(event, feed.sessions),
          values: valuesOf(event, feed.value),
        };
      } else if (occurrence === undefined) {
        plain = { time, seq, session: undefined, values: NO_VALUES };
        occurrence = plain;
      }
      for (const { slot, input } of feed.targets) {
        const tracker = unit.trackerFor(slot);
        const before = tracker.truth(at, unit);
        tracker.event?.(input, occurrence);
        if (this.#isChange(slot, before, tracker.truth(at, unit))) changed.push(slot);
      }
    }
    for (const property in updates) {
      for (const { slot, input } of this.plan.feeds.ofProperty(property)) {
        const tracker = unit.trackerFor(slot);
        const before = tracker.truth(at, unit);
        tracker.change?.(input, { time, seq, value: updates[property] ?? undefined });
        if (this.#isChange(slot, before, tracker.truth(at, unit))) changed.push(slot);
      }
    }
    return changed;
  }

  /**
   * Must what a slot is part of be looked at again? Not when the same is true of it for as long or longer: a timer that comes too
   * early does no harm. Counts that others compare with change without that.
   */
  #isChange(slot: Slot, before: Truth, after: Truth): boolean {
    if (before.holds !== after.holds || this.#tallies.isConcerned(slot)) return true;
    return after.until !== undefined && (before.until === undefined || after.until < before.until);
  }

  #sessionOf({ sessionId, user }: StoredEvent, sessions: Feed['sessions']): string | undefined {
    if (sessions === undefined || (sessions === 'ids' && sessionId < 0)) return undefined;
    const session = sessions === 'ids' ? String(sessionId) : OF_USER;
    return this.#unit === 'user' ? session : `${this.#identities.root(user)}/${session}`;
  }

  #concerned(touched: readonly Slot[]): readonly LiveCohort[] {
    const [only] = touched;
    if (only === undefined) return NO_COHORTS;
    if (touched.length === 1) return this.#bySlot[only.id] ?? NO_COHORTS;
    this.#round += 1;
    const found: LiveCohort[] = [];
    for (const slot of touched) {
      for (const cohort of this.#bySlot[slot.id] ?? NO_COHORTS) {
        if (cohort.concernedIn === this.#round) continue;
        cohort.concernedIn = this.#round;
        found.push(cohort);
      }
    }
    return found;
  }

  /** What was due before an instant happens first. */
  #settle(unit: LiveUnit, before: Instant): void {
    while (unit.due < before) this.#fire(unit, unit.due);
  }

  #fire(unit: LiveUnit, at: Instant): void {
    unit.due = Number.POSITIVE_INFINITY;
    if (at > unit.settled) unit.settled = at;
    this.#refresh(unit, this.#concernedByTime(unit), unit.settled, TIMED);
  }

  /** The cohorts of which something else may be true of a unit because time has passed. Of all that nothing has come for it stays as it was. */
  #concernedByTime(unit: LiveUnit): readonly LiveCohort[] {
    this.#round += 1;
    const found: LiveCohort[] = [];
    const take = (cohort: LiveCohort): void => {
      if (cohort.concernedIn === this.#round) return;
      cohort.concernedIn = this.#round;
      found.push(cohort);
    };
    for (const cohort of this.#restless) take(cohort);
    unit.eachFed((id) => {
      for (const cohort of this.#bySlot[id] ?? NO_COHORTS) take(cohort);
    });
    return found;
  }

  /** Asks a unit about cohorts again, and first notes what it means for the typical members of others. */
  #refresh(
    unit: LiveUnit,
    cohorts: Iterable<LiveCohort>,
    at: Instant,
    how: How,
    touched: Iterable<Slot> = this.plan.slots,
  ): void {
    let asked = cohorts;
    if (!this.#tallies.isEmpty) {
      let isConcerned = false;
      for (const each of this.#tallies.note(unit, at, touched)) {
        if (each === unit.index) isConcerned = true;
        else this.#concern(each, at);
      }
      if (isConcerned) asked = this.#cohorts;
      this.#schedule(unit, this.#tallies.until(unit, at, isConcerned ? this.plan.slots : touched));
    }
    for (const cohort of asked) {
      if (unit.index >= cohort.asked) continue;
      const { holds, until } = evaluate(cohort.root, unit, at);
      this.#schedule(unit, until);
      if (cohort.members.has(unit.index) === holds) continue;
      cohort.members.set(unit.index, holds);
      if (cohort.isRead) this.#tell(cohort, this.#transition(cohort, unit, holds, at, how));
    }
  }

  /** The typical member that a unit is compared with has changed. */
  #concern(index: number, at: Instant): void {
    const unit = this.units.at(index);
    if (unit === undefined) return;
    this.#settle(unit, at);
    if (at > unit.settled) unit.settled = at;
    this.#refresh(unit, this.#cohorts, unit.settled, TYPICAL);
  }

  #leaveAll(unit: LiveUnit, how: How): void {
    for (const cohort of this.#cohorts) {
      if (!cohort.members.has(unit.index)) continue;
      if (cohort.isRead)
        this.#tell(cohort, this.#transition(cohort, unit, false, unit.settled, { ...how, isLate: false }));
      cohort.members.set(unit.index, false);
    }
  }

  #schedule(unit: LiveUnit, until: Instant | undefined): void {
    if (until === undefined || until >= unit.due) return;
    unit.due = until;
    this.#timers.add(until, unit.index);
  }

  #transition(cohort: LiveCohort, unit: AskedUnit, entered: boolean, at: Instant, how: How): LiveTransition {
    const values = valuesAt(cohort.slots, unit, Math.max(at, unit.settled));
    return { cohort, unit: unit.key, entered, at, isLate: how.isLate, cause: how.cause, values };
  }

  #tell(cohort: LiveCohort, transition: LiveTransition): void {
    const { at } = transition;
    if (cohort.lastTransition === undefined || at > cohort.lastTransition) cohort.lastTransition = at;
    if (cohort.backlog) cohort.backlog.push(transition);
    else this.#onTransition(transition);
  }
}

/** Units that are looked for together: all that is kept of them has room in the cache of a core. */
const AT_ONCE = 64;
/** Rows are put off by at most a day, and far fewer than that at a time. */
const MOST_PUT_OFF = 2 ** 32;
const NO_UPDATES: StoredEvent['userUpdates'] = {};
const NO_COHORTS: readonly LiveCohort[] = [];

/** By (time, arrival). What comes in order, as most does, is not sorted. */
function inOrder(events: readonly StoredEvent[]): readonly StoredEvent[] {
  for (let i = 1; i < events.length; i += 1) {
    if ((events[i - 1] as StoredEvent).time > (events[i] as StoredEvent).time) {
      return [...events].sort((a, b) => a.time - b.time || a.seq - b.seq);
    }
  }
  return events;
}
