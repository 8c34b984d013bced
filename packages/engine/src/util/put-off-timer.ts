/** A timer for work that may wait for a quieter moment, but not for ever. */
export class PutOffTimer {
  readonly #work: () => void;
  readonly #mostMs: number;
  #timer: NodeJS.Timeout | undefined;
  #began = 0;
  #due = 0;

  /** `mostMs`: so long after it was started the work is done, however often it was put off. Of itself it keeps no process alive. */
  constructor(work: () => void, mostMs: number) {
    this.#work = work;
    this.#mostMs = mostMs;
  }

  /** Does the work in `ms`, unless that is under way already. */
  start(ms: number): void {
    if (this.#timer !== undefined) return;
    this.#began = performance.now();
    this.#set(this.#began + ms);
  }

  /** What is under way is done in `ms` at the earliest. */
  putOff(ms: number): void {
    if (this.#timer === undefined) return;
    const due = Math.min(performance.now() + ms, this.#began + this.#mostMs);
    if (due > this.#due) this.#due = due;
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #set(due: number): void {
    this.#due = due;
    this.#timer = setTimeout(() => this.#onTime(), Math.max(0, due - performance.now())).unref();
  }

  #onTime(): void {
    // Less than a millisecond is what a timer may be early by.
    if (this.#due - performance.now() >= 1) this.#set(this.#due);
    else {
      this.#timer = undefined;
      this.#work();
    }
  }
}
