import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock, Instant } from '../../model/time.ts';
import type { EventStore } from '../../store/event-store.ts';
import type { LiveTransition } from '../live/live-cohort.ts';
import { LateTransitions, type TrueInstants } from './late-transitions.ts';
import type { Transition } from './transition.ts';
import {
  type Checkpoint,
  type CheckpointMark,
  isRecorded,
  type KeptAtCheckpoint,
  recordTransitions,
} from './transition-log.ts';
import { WaitingTransitions } from './waiting-transitions.ts';
import { WavePace } from './wave-pace.ts';

/** Where the live reading stands. The list of its cohorts is another one whenever it says something else. */
export interface Position extends Checkpoint {
  readonly kept: readonly KeptAtCheckpoint[];
}

export interface RecorderOptions {
  readonly store: EventStore;
  readonly project: string;
  readonly clock: Clock;
  readonly nextOrdinal: () => number;
  readonly trueInstants: TrueInstants;
  /** Up to where everything that came of it has been told to the recorder; undefined: not to be said now. */
  readonly position: () => Position | undefined;
  /** Is a unit a member of a cohort that is read now? Undefined: it is not read. */
  readonly isMember: (cohort: string, subject: string) => boolean | undefined;
  /** What is written down of a unit is not so: to be told again with how it is. */
  readonly onDifference: (cohort: string, subject: string, isMember: boolean) => void;
  /** Hears of transitions once they are durable. */
  readonly onRecorded: (transitions: readonly Transition[]) => void;
  /** Hears when recording fails, and (undefined) when it works again. */
  readonly onTrouble: (error: unknown) => void;
}

/** One insert: its rows and its checkpoint, numbered. */
interface Turn {
  readonly transitions: readonly Transition[];
  readonly mark: CheckpointMark | undefined;
  readonly kept: readonly KeptAtCheckpoint[] | undefined;
  readonly last: number;
  readonly hasWave: boolean;
}

const RETRY_MS = 1_000;
/** A checkpoint goes with whatever is written down last, and this often when nothing is. */
const CHECKPOINT_MS = 10_000;
/** While more transitions than so many wait for their true instants, no checkpoint is written: it lists them. */
const MOST_OPEN = 1_000;

/**
 * Writes a project's transitions down, in their order for each unit, one insert at a time; what comes meanwhile goes into the
 * next, few ahead of many. A late one waits until its true instant is known, and those of its unit wait with it.
 */
export class TransitionRecorder {
  readonly #options: RecorderOptions;
  readonly #waiting = new WaitingTransitions();
  readonly #late: LateTransitions;
  /** What the last process wrote down after its last checkpoint, by cohort and subject: to come again, and not to be written again. */
  readonly #written = new Map<string, Transition['direction'][]>();
  /** All of that has come again once so many that were late are written down. */
  #comeAgain: number | undefined;
  #checkpointed = Number.NEGATIVE_INFINITY;
  #lastMark: CheckpointMark | undefined;
  /** The cohorts at the last checkpoint. */
  #kept: readonly KeptAtCheckpoint[] | undefined;
  #running: Promise<void> | undefined;
  #looking: Promise<void> | undefined;
  #stopped = false;
  /** An insert that is under way, or failed and may be there all the same. */
  #turn: Turn | undefined;
  #unsure = false;
  readonly #pace = new WavePace();
  #wake: (() => void) | undefined;

  constructor(options: RecorderOptions) {
    this.#options = options;
    this.#late = new LateTransitions(options.trueInstants, (transition, at) => this.#enqueue(transition, at));
  }

  /** Transitions that are not durable yet. */
  get waiting(): number {
    return this.#waiting.size + this.#late.size + (this.#turn?.transitions.length ?? 0);
  }

  /** What was written down after the checkpoint from which everything is told again. */
  expect(written: readonly Pick<Transition, 'cohort' | 'subject' | 'direction'>[]): void {
    this.#comeAgain = undefined;
    for (const { cohort, subject, direction } of written) {
      const of = this.#written.get(`${cohort} ${subject}`);
      if (of) of.push(direction);
      else this.#written.set(`${cohort} ${subject}`, [direction]);
    }
  }

  /**
   * Writes down where a reading begins of which nothing has been told yet: from there on nothing may be missed, whatever happens. Rejects
   * when the store fails.
   */
  async begin(position: Position): Promise<void> {
    const { store, project, clock, nextOrdinal } = this.#options;
    const mark = { ...position, open: [], ordinal: nextOrdinal(), recorded: clock() };
    await recordTransitions(store, project, [], mark);
    this.#kept = undefined;
  }

  add(transition: LiveTransition): void {
    if (!this.#late.takes(transition)) this.#enqueue(transition, transition.at);
  }

  /** Sees to it that what was added is written down, and a checkpoint when one is due. Returns at once. */
  flush(): void {
    if (this.#stopped) return;
    if (this.#late.size > 0) this.#lookAtLate();
    if (!this.#hasRows() && !this.#isCheckpointDue()) return;
    if (this.#waiting.size > this.#waiting.inWaves) this.#wake?.();
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
  }

  /**
   * Writes down what waits, and then takes no more. What cannot be written now is found again at the next start. Answers the checkpoint at
   * which everything stands; undefined: it could not be written.
   */
  async close(): Promise<CheckpointMark | undefined> {
    this.#stopped = true;
    this.#checkpointed = Number.NEGATIVE_INFINITY;
    this.#lastMark = undefined;
    this.#wake?.();
    if (this.#late.size > 0) this.#lookAtLate();
    while (this.#looking !== undefined) await this.#looking;
    await this.#running;
    if (!this.#unsure) await this.#run();
    return this.#hasRows() ? undefined : this.#lastMark;
  }

  #hasRows(): boolean {
    return this.#waiting.size > 0 || this.#turn !== undefined;
  }

  #isCheckpointDue(): boolean {
    const { clock, position } = this.#options;
    return clock() - this.#checkpointed >= CHECKPOINT_MS && position() !== undefined;
  }

  async #run(): Promise<void> {
    for (;;) {
      try {
        if (await this.#write()) this.#options.onTrouble(undefined);
        else if (this.#waiting.size > 0) await this.#rest();
        else return;
      } catch (error) {
        this.#unsure = true;
        this.#options.onTrouble(error);
        if (this.#stopped) return;
        await sleep(RETRY_MS);
      }
    }
  }

  /** For how long waves must wait, when there are any. */
  #restMs(): number {
    if (this.#waiting.inWaves === 0 || this.#stopped) return 0;
    return this.#pace.restMs;
  }

  /** Resolves when waves have rested, or somebody comes who goes ahead of them. */
  #rest(): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#wake = undefined;
        resolve();
      };
      const timer = setTimeout(done, this.#restMs());
      this.#wake = done;
    });
  }

  /** False: there is nothing to write now. */
  async #write(): Promise<boolean> {
    const { store, project, onRecorded } = this.#options;
    const start = performance.now();
    const turn = this.#turn ?? this.#number();
    if (turn === undefined) return false;
    this.#turn = turn;
    // After an error it is not known whether the rows are there.
    if (!this.#unsure || !(await isRecorded(store, project, turn.last))) {
      await recordTransitions(store, project, turn.transitions, turn.mark, turn.hasWave);
    }
    this.#unsure = false;
    this.#turn = undefined;
    if (turn.mark) {
      this.#kept = turn.kept;
      this.#lastMark = turn.mark;
    }
    if (turn.transitions.length > 0) onRecorded(turn.transitions);
    if (turn.mark !== undefined && this.#written.size > 0) this.#settleWritten(turn.transitions);
    if (turn.hasWave) this.#pace.rest(start);
    return true;
  }

  /** What the next insert holds: what goes ahead, a slice of what gives way, and the checkpoint when nothing else belongs to it. */
  #number(): Turn | undefined {
    const { clock, nextOrdinal } = this.#options;
    const recorded = clock();
    const { inWaves } = this.#waiting;
    const rows = this.#waiting.take(this.#restMs() > 0 ? 0 : this.#pace.slice(inWaves));
    const hasWave = this.#waiting.inWaves < inWaves;
    const position = this.#positionNow(recorded, rows.length > 0);
    if (rows.length === 0 && position === undefined) return undefined;
    const transitions = rows.map((row) => numbered(row, nextOrdinal(), recorded));
    const kept = position?.kept;
    const mark = position && {
      ...position,
      kept: kept === this.#kept ? undefined : kept,
      open: this.#late.all().map(asOpen),
      ordinal: nextOrdinal(),
      recorded,
    };
    const last = mark?.ordinal ?? transitions.at(-1)?.ordinal ?? 0;
    return { transitions, mark, kept, last, hasWave };
  }

  /** The position of which an insert may tell: all that came of it is written down then, or listed as open. */
  #positionNow(now: Instant, hasRows: boolean): Position | undefined {
    const isDue = hasRows || now - this.#checkpointed >= CHECKPOINT_MS;
    if (!isDue || this.#waiting.size > 0 || this.#late.size > MOST_OPEN) return undefined;
    const position = this.#options.position();
    if (position === undefined) return undefined;
    if (this.#written.size > 0) {
      this.#comeAgain ??= this.#late.told;
      if (this.#late.isOpen(this.#comeAgain)) return undefined;
    }
    this.#checkpointed = now;
    return position;
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

  #lookAtLate(): void {
    this.#looking ??= this.#resolveLate().finally(() => {
      this.#looking = undefined;
    });
  }

  async #resolveLate(): Promise<void> {
    while (this.#late.size > 0) {
      try {
        await this.#late.resolve();
      } catch (error) {
        this.#options.onTrouble(error);
        if (this.#stopped) return;
        await sleep(RETRY_MS);
      }
      if (!this.#stopped) this.flush();
    }
  }

  /** Makes a transition wait to be written, unless it was written down before a crash and has only come again. */
  #enqueue(transition: LiveTransition, at: Instant): void {
    const key = `${transition.cohort.id} ${transition.unit}`;
    const written = this.#written.get(key);
    if (written !== undefined && written[0] === (transition.entered ? 'entered' : 'exited')) {
      written.shift();
      if (written.length === 0) this.#written.delete(key);
      return;
    }
    this.#waiting.add(asRecorded(transition, at));
  }
}

function asOpen({ cohort: { id, version, unit: of }, ...rest }: LiveTransition): LiveTransition {
  return { ...rest, cohort: { id, version, unit: of } };
}

/** Field by field, because copying an object as it is takes several times as long, and there may be a hundred thousand. */
function numbered(row: Transition, ordinal: number, recorded: Instant): Transition {
  const { cohort, version, unit, subject, direction, at, cause, isLate, values } = row;
  return { ordinal, cohort, version, unit, subject, direction, at, recorded, cause, isLate, values };
}

function asRecorded(transition: LiveTransition, at: Instant): Transition {
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
