import { must } from '../../util/assert.ts';
import type { CohortLookup } from '../clauses/define-clause.ts';
import { clauseOf } from '../clauses/registry.ts';
import type { ClauseNode, Condition } from '../language/ast.ts';
import { Feeds } from './feeds.ts';
import { Room } from './state/room.ts';
import type { TrackedReading, Tracker, Typical, TypicalCount } from './tracker.ts';
import { WholeValue } from './whole-value.ts';

/** A condition with its clauses replaced by slots, and those that stand for others by them. */
export type LiveNode =
  | { readonly kind: 'all' | 'any'; readonly parts: readonly LiveNode[] }
  | { readonly kind: 'not'; readonly part: LiveNode }
  | { readonly kind: 'slot'; readonly slot: Slot };

/** One clause, whoever uses it: each unit has at most one tracker for it. */
export interface Slot {
  readonly id: number;
  /** Equal for equal clauses. */
  readonly key: string;
  readonly clause: ClauseNode;
  readonly track: () => Tracker;
  /** Of a unit of which nothing that the clause is fed with has come yet. Never fed itself. */
  readonly empty: Tracker;
  /** Set when a tracker keeps nothing but numbers: one for all units, which is moved to where a unit's lie. */
  readonly packed: PackedTrackers | undefined;
  /** Set when the clause compares with the members of a cohort. */
  readonly typical: { readonly of: Typical; readonly members: LiveNode } | undefined;
  /** What is true of a unit of which nothing has come for the clause may change with time. */
  readonly isRestless: boolean;
  users: number;
}

export interface PackedTrackers {
  readonly tracker: Tracker & Room;
  /** Another, to read one unit while the first writes another. */
  readonly other: Tracker & Room;
}

/** Where the number for a comparison with a cohort's members comes from. */
export type TypicalSource = (key: string, typical: Typical, members: LiveNode) => TypicalCount;

/** The clauses of any number of definitions of one unit, each kept once, and which rows feed them. */
export class LivePlan {
  readonly feeds = new Feeds();
  readonly #slots = new Map<string, Slot>();
  readonly #byId = new Map<number, Slot>();
  readonly #typicalSource: TypicalSource;
  #nextId = 0;

  constructor(typicalSource: TypicalSource) {
    this.#typicalSource = typicalSource;
  }

  /** May be gone through any number of times. */
  readonly slots: Iterable<Slot> = { [Symbol.iterator]: () => this.#slots.values() };

  /** Is there any? */
  get isUsed(): boolean {
    return this.#slots.size > 0;
  }

  /** A slot that is in use. */
  readonly slotOf = (id: number): Slot | undefined => this.#byId.get(id);

  /** Compiles a condition whose references were checked. The slots that it uses stay until `release`. */
  compile(condition: Condition, cohorts: CohortLookup): LiveNode {
    switch (condition.kind) {
      case 'all':
      case 'any':
        return {
          kind: condition.kind,
          parts: condition.conditions.map((part) => this.compile(part, cohorts)),
        };
      case 'not':
        return { kind: 'not', part: this.compile(condition.condition, cohorts) };
      default:
        return this.#compileClause(condition, cohorts);
    }
  }

  /**
   * A slot for the whole value of a clause whose own trackers stop counting; undefined: they do not. It is fed as the clause is, and only its
   * values are to be asked.
   */
  compileWhole({ clause, key }: Slot): Slot | undefined {
    const reading = clauseOf(clause).live;
    if (reading.kind === 'stand-in' || reading.stops?.at(clause) === undefined) return undefined;
    const { stops } = reading;
    const wholeKey = `whole ${key}`;
    const track = (): Tracker => new WholeValue(clause, stops);
    const slot = this.#slots.get(wholeKey) ?? this.#newSlot(wholeKey, clause, reading, track);
    slot.users += 1;
    return slot;
  }

  /** Gives up a compiled condition; answers the slots that nobody uses any more. */
  release(node: LiveNode): readonly Slot[] {
    const gone: Slot[] = [];
    for (const slot of slotsOf(node)) {
      slot.users -= 1;
      if (slot.users > 0) continue;
      this.#slots.delete(slot.key);
      this.#byId.delete(slot.id);
      this.feeds.remove(slot);
      gone.push(slot);
      if (slot.typical) gone.push(...this.release(slot.typical.members));
    }
    return gone;
  }

  #compileClause(clause: ClauseNode, cohorts: CohortLookup): LiveNode {
    const reading = clauseOf(clause).live;
    if (reading.kind === 'stand-in') return this.compile(reading.condition(clause, cohorts), cohorts);
    const of = reading.typical?.(clause);
    const named = of && must(cohorts.definition(of.cohort), `cohort ${of.cohort}`).where;
    const key = JSON.stringify(named === undefined ? clause : [clause, writtenOut(named, cohorts)]);
    const slot = this.#slots.get(key) ?? this.#newClauseSlot(key, clause, reading, of, named, cohorts);
    slot.users += 1;
    return { kind: 'slot', slot };
  }

  #newClauseSlot(
    key: string,
    clause: ClauseNode,
    reading: TrackedReading<ClauseNode>,
    of: Typical | undefined,
    named: Condition | undefined,
    cohorts: CohortLookup,
  ): Slot {
    const typical = of && named && { of, members: this.compile(named, cohorts) };
    const count = typical && this.#typicalSource(key, typical.of, typical.members);
    return this.#newSlot(key, clause, reading, () => reading.track(clause, count), typical);
  }

  #newSlot(
    key: string,
    clause: ClauseNode,
    reading: TrackedReading<ClauseNode>,
    track: () => Tracker,
    typical?: Slot['typical'],
  ): Slot {
    const slot: Slot = {
      id: this.#nextId,
      key,
      clause,
      track,
      empty: track(),
      packed: packedTrackers(track(), track()),
      typical,
      isRestless: typical !== undefined || reading.isRestless?.(clause) === true,
      users: 0,
    };
    this.#nextId += 1;
    this.#slots.set(key, slot);
    this.#byId.set(slot.id, slot);
    this.feeds.add(slot, reading.inputs(clause));
    return slot;
  }
}

function packedTrackers(tracker: Tracker, other: Tracker): PackedTrackers | undefined {
  return tracker instanceof Room && other instanceof Room ? { tracker, other } : undefined;
}

/** The slots of a condition, each as often as it stands there. */
export function* slotsOf(node: LiveNode): Generator<Slot> {
  if (node.kind === 'slot') yield node.slot;
  else if (node.kind === 'not') yield* slotsOf(node.part);
  else for (const part of node.parts) yield* slotsOf(part);
}

/** A condition with every cohort that it names written out: what tells whether two mean the same. */
export function writtenOut(condition: Condition, cohorts: CohortLookup): unknown {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return [condition.kind, ...condition.conditions.map((part) => writtenOut(part, cohorts))];
    case 'not':
      return ['not', writtenOut(condition.condition, cohorts)];
    default: {
      const reading = clauseOf(condition).live;
      if (reading.kind === 'stand-in') return writtenOut(reading.condition(condition, cohorts), cohorts);
      const of = reading.typical?.(condition);
      if (of === undefined) return condition;
      return [
        condition,
        writtenOut(must(cohorts.definition(of.cohort), `cohort ${of.cohort}`).where, cohorts),
      ];
    }
  }
}
