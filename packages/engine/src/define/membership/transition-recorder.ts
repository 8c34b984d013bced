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
  /** Hears of transitions once they are durable. */
  readonly onRecorded: (transitions: readonly Transition[]) => void;
  /** Hears when recording fails, and (undefined) when it works again. */
  readonly onTrouble: (error: unknown) => void;
}

/** One insert: its rows and its checkpoint, numbered. */
interface Turn {
  readonly transitions: readonly Transition[];
  readonly mark: (Checkpoint & { readonly ordinal: number; readonly recorded: Instant }) | undefined;
  readonly checkpoint: Checkpoint | undefined;
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
  #queue: Transition[] = [];
  /** Units with a late transition, and all of theirs since. */
  #late = new Map<string, LiveTransition[]>();
  #checkpoint: Checkpoint | undefined;
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

  add(transition: LiveTransition): void {
    const unit = `${transition.cohort.unit} ${transition.unit}`;
    const waiting = this.#late.get(unit);
    if (waiting) waiting.push(transition);
    else if (transition.isLate) this.#late.set(unit, [transition]);
    else this.#queue.push(this.#asRecorded(transition, transition.at));
  }

  /** Everything added so far comes to this checkpoint: it is written with the last of it. */
  flush(checkpoint: Checkpoint | undefined): void {
    if (checkpoint) this.#checkpoint = checkpoint;
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
        if (this.#queue.length > 0 || this.#late.size === 0) await this.#write();
        else await this.#resolveLate();
        this.#options.onTrouble(undefined);
      } catch (error) {
        this.#options.onTrouble(error);
        if (this.#stopped) return;
        await sleep(RETRY_MS);
      }
    }
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
    this.#queue.splice(0, turn.transitions.length);
    if (this.#checkpoint === turn.checkpoint) this.#checkpoint = undefined;
    onRecorded(turn.transitions);
  }

  /** What the next insert holds: the oldest of the queue, and the checkpoint when that is all. */
  #number(): Turn {
    const { clock, nextOrdinal } = this.#options;
    const recorded = clock();
    const rows = this.#queue.slice(0, AT_ONCE);
    const isAll = rows.length === this.#queue.length && this.#late.size === 0;
    const checkpoint = isAll ? this.#checkpoint : undefined;
    const transitions = rows.map((row): Transition => ({ ...row, ordinal: nextOrdinal(), recorded }));
    const mark = checkpoint && { ...checkpoint, ordinal: nextOrdinal(), recorded };
    return { transitions, mark, checkpoint, last: mark?.ordinal ?? transitions.at(-1)?.ordinal ?? 0 };
  }

  async #resolveLate(): Promise<void> {
    const units = [...this.#late.keys()].slice(0, LATE_AT_ONCE);
    const first = units.flatMap((unit) => this.#late.get(unit)?.filter((each) => each.isLate) ?? []);
    const found = await this.#options.trueInstants(first);
    const instants = new Map(first.map((each, i) => [each, found[i]]));
    for (const unit of units) {
      const all = this.#late.get(unit) ?? [];
      // One that came late while the others were looked up waits for the next look.
      const open = all.findIndex((each) => each.isLate && !instants.has(each));
      const done = open < 0 ? all : all.slice(0, open);
      for (const each of done) this.#queue.push(this.#asRecorded(each, instants.get(each) ?? each.at));
      if (open < 0) this.#late.delete(unit);
      else this.#late.set(unit, all.slice(open));
    }
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
