import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock, Instant } from '../../model/time.ts';
import type { EventStore } from '../../store/event-store.ts';
import type { LiveTransition } from '../live/live-cohort.ts';
import type { Transition } from './transition.ts';
import { type Checkpoint, isRecorded, recordTransitions } from './transition-log.ts';

/**
 * The true instants of transitions that were known late, in the same order, out of the whole histories of their units. Undefined
 * where history does not tell: then the instant at which it was known stands.
 */
export type TrueInstants = (
  transitions: readonly LiveTransition[],
) => Promise<readonly (Instant | undefined)[]>;

export interface RecorderOptions {
  readonly store: EventStore;
  readonly project: string;
  readonly clock: Clock;
  readonly nextOrdinal: () => number;
  readonly trueInstants: TrueInstants;
  /** Is a unit a member of a cohort that is read now? Undefined: it is not read. */
  readonly isMember: (cohort: string, subject: string) => boolean | undefined;
  /** What is written down of a unit is not so: to be told again with how it is. */
  readonly onDifference: (cohort: string, subject: string, isMember: boolean) => void;
  /** Hears of transitions once they are durable. */
  readonly onRecorded: (transitions: readonly Transition[]) => void;
  /** Hears when recording fails, and (undefined) when it works again. */
  readonly onTrouble: (error: unknown) => void;
}

/** A transition with its place among all that were added. */
interface Added {
  readonly place: number;
  readonly transition: LiveTransition;
}

interface Queued {
  readonly place: number;
  readonly row: Transition;
}

/** Everything that was added before `place` belongs to it, and nothing later. */
interface PendingCheckpoint extends Checkpoint {
  readonly place: number;
}

/** One insert: its rows and its checkpoint, numbered. */
interface Turn {
  readonly transitions: readonly Transition[];
  readonly rows: readonly Queued[];
  readonly mark: (Checkpoint & { readonly ordinal: number; readonly recorded: Instant }) | undefined;
  readonly checkpoint: PendingCheckpoint | undefined;
  readonly last: number;
}

/** An unknown instant waits for this many others at most. */
const LATE_AT_ONCE = 500;
const RETRY_MS = 1_000;
/** As many transitions go into one insert at most. */
const AT_ONCE = 50_000;

/**
 * Writes a project's transitions down, in their order for each unit, one insert at a time; what comes meanwhile goes into the
 * next. A late one waits until its true instant is known, and those of its unit wait with it.
 */
export class TransitionRecorder {
  readonly #options: RecorderOptions;
  #queue: Queued[] = [];
  /** Transitions ever added: what a checkpoint covers is told by their number. */
  #added = 0;
  /** What the last process wrote down after its last checkpoint, by cohort and subject: to come again, and not to be written again. */
  readonly #written = new Map<string, Transition['direction'][]>();
  /** Units with a late transition, and all of theirs since. */
  #late = new Map<string, Added[]>();
  #checkpoint: PendingCheckpoint | undefined;
  #running: Promise<void> | undefined;
  #stopped = false;
  /** An insert that failed, and may be there all the same. */
  #unsure: Turn | undefined;

  constructor(options: RecorderOptions) {
    this.#options = options;
  }

  /** Transitions that are not durable yet. */
  get waiting(): number {
    let late = 0;
    for (const each of this.#late.values()) late += each.length;
    return this.#queue.length + late;
  }

  /** What was written down after the checkpoint from which everything is told again. */
  expect(written: readonly Pick<Transition, 'cohort' | 'subject' | 'direction'>[]): void {
    for (const { cohort, subject, direction } of written) {
      const of = this.#written.get(`${cohort} ${subject}`);
      if (of) of.push(direction);
      else this.#written.set(`${cohort} ${subject}`, [direction]);
    }
  }

  add(transition: LiveTransition): void {
    const added = { place: this.#added, transition };
    this.#added += 1;
    const unit = `${transition.cohort.unit} ${transition.unit}`;
    const waiting = this.#late.get(unit);
    if (waiting) waiting.push(added);
    else if (transition.isLate) this.#late.set(unit, [added]);
    else this.#enqueue(added, transition.at);
  }

  /** Everything added so far comes to this checkpoint: it is written with the last of it. */
  flush(checkpoint: Checkpoint | undefined): void {
    if (checkpoint) this.#checkpoint = { ...checkpoint, place: this.#added };
    if (this.#stopped || (this.waiting === 0 && this.#checkpoint === undefined)) return;
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
  }

  /** Writes down what waits, and then takes no more. What cannot be written now is found again at the next start. */
  async close(checkpoint: Checkpoint | undefined): Promise<void> {
    this.flush(checkpoint);
    this.#stopped = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    while (this.waiting > 0 || this.#checkpoint !== undefined) {
      try {
        if (this.#isDue()) await this.#write();
        else await this.#resolveLate();
        this.#options.onTrouble(undefined);
      } catch (error) {
        this.#options.onTrouble(error);
        if (this.#stopped) return;
        await sleep(RETRY_MS);
      }
    }
  }

  /** Is there something to write, before the next look at what is late? */
  #isDue(): boolean {
    const place = this.#checkpoint?.place ?? Number.POSITIVE_INFINITY;
    return (
      this.#queue.some((each) => each.place < place) || this.#late.size === 0 || !this.#isLateBefore(place)
    );
  }

  async #write(): Promise<void> {
    const { store, project, onRecorded } = this.#options;
    const before = this.#unsure;
    const turn = before ?? this.#number();
    this.#unsure = turn;
    // After an error it is not known whether the rows are there.
    if (before === undefined || !(await isRecorded(store, project, turn.last))) {
      await recordTransitions(store, project, turn.transitions, turn.mark);
    }
    this.#unsure = undefined;
    const done = new Set(turn.rows);
    this.#queue = this.#queue.filter((each) => !done.has(each));
    if (this.#checkpoint === turn.checkpoint) this.#checkpoint = undefined;
    onRecorded(turn.transitions);
    if (turn.mark !== undefined && this.#written.size > 0) this.#settleWritten(turn.transitions);
  }

  /** What was written down before a crash and has not come again: where it says another thing than is so, that is put right. */
  #settleWritten(told: readonly Transition[]): void {
    const since = new Set(told.map(({ cohort, subject }) => `${cohort} ${subject}`));
    for (const [key, directions] of this.#written) {
      const [cohort = '', subject = ''] = key.split(' ');
      const isMember = this.#options.isMember(cohort, subject);
      if (since.has(key) || isMember === undefined || isMember === (directions.at(-1) === 'entered'))
        continue;
      this.#options.onDifference(cohort, subject, isMember);
    }
    this.#written.clear();
  }

  /** What the next insert holds: the oldest of the queue, and the checkpoint when that is all that belongs to it. */
  #number(): Turn {
    const { clock, nextOrdinal } = this.#options;
    const recorded = clock();
    const place = this.#checkpoint?.place ?? Number.POSITIVE_INFINITY;
    const due = this.#queue.filter((each) => each.place < place);
    const rows = due.slice(0, AT_ONCE);
    const isAll = rows.length === due.length && !this.#isLateBefore(place);
    const checkpoint = isAll ? this.#checkpoint : undefined;
    const transitions = rows.map(({ row }): Transition => ({ ...row, ordinal: nextOrdinal(), recorded }));
    const mark = checkpoint && { ...checkpoint, ordinal: nextOrdinal(), recorded };
    return { transitions, rows, mark, checkpoint, last: mark?.ordinal ?? transitions.at(-1)?.ordinal ?? 0 };
  }

  #isLateBefore(place: number): boolean {
    for (const [first] of this.#late.values()) if (first !== undefined && first.place < place) return true;
    return false;
  }

  async #resolveLate(): Promise<void> {
    const units = [...this.#late.keys()].slice(0, LATE_AT_ONCE);
    const first = units.flatMap((unit) => this.#late.get(unit) ?? []).map(({ transition }) => transition);
    const late = first.filter(({ isLate }) => isLate);
    const found = await this.#options.trueInstants(late);
    const instants = new Map(late.map((each, i) => [each, found[i]]));
    for (const unit of units) {
      const all = this.#late.get(unit) ?? [];
      // One that came late while the others were looked up waits for the next look.
      const open = all.findIndex(({ transition }) => transition.isLate && !instants.has(transition));
      const done = open < 0 ? all : all.slice(0, open);
      for (const each of done) this.#enqueue(each, instants.get(each.transition) ?? each.transition.at);
      if (open < 0) this.#late.delete(unit);
      else this.#late.set(unit, all.slice(open));
    }
  }

  /** Puts a transition into the queue, unless it was written down before a crash and has only come again. */
  #enqueue({ place, transition }: Added, at: Instant): void {
    const key = `${transition.cohort.id} ${transition.unit}`;
    const written = this.#written.get(key);
    if (written !== undefined && written[0] === (transition.entered ? 'entered' : 'exited')) {
      written.shift();
      if (written.length === 0) this.#written.delete(key);
      return;
    }
    this.#queue.push({ place, row: this.#asRecorded(transition, at) });
  }

  #asRecorded(transition: LiveTransition, at: Instant): Transition {
    const { cohort, unit, entered, isLate, cause, values } = transition;
    return {
      ordinal: 0,
      cohort: cohort.id,
      version: cohort.version,
      unit: cohort.unit,
      subject: unit,
      direction: entered ? 'entered' : 'exited',
      at,
      recorded: 0,
      cause,
      isLate,
      values,
    };
  }
}
