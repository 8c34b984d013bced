/** Those who wait for a piece of work, as it sees them. */
export interface Listeners<Report> {
  readonly tell: (report: Report) => void;
  /** Whether anybody hears what is told. */
  readonly areThere: () => boolean;
}

/** One caller of a piece of work. */
export interface SharedCall<Result, Report> {
  /** What the work is: calls of the same name may share it. */
  readonly name: string;
  /** A number that grows whenever something was changed that the work reads. */
  readonly version: () => number;
  /** Called at most once, when the work begins; `signal` is aborted when nobody waits for it any more. */
  readonly start: (signal: AbortSignal, listeners: Listeners<Report>) => Promise<Result>;
  /** Aborted: this caller no longer waits. */
  readonly signal?: AbortSignal | undefined;
  /** Hears what the work reports from now on, whoever began it. */
  readonly onReport?: ((report: Report) => void) | undefined;
}

interface Waiter<Result, Report> {
  readonly resolve: (result: Result) => void;
  readonly reject: (reason: unknown) => void;
  readonly onReport: ((report: Report) => void) | undefined;
}

interface Run<Result, Report> {
  readonly waiters: Set<Waiter<Result, Report>>;
  readonly abort: AbortController;
  readonly begin: SharedCall<Result, Report>['start'];
  readonly versionNow: () => number;
  /** What it was when the work began. */
  version: number;
}

interface Place<Result, Report> {
  running: Run<Result, Report>;
  /** Begins when the running one is over: for those who came after a change that the running one may not have seen. */
  next: Run<Result, Report> | undefined;
}

/**
 * Work of one name runs once at a time, for all who ask for it. Whoever comes while it runs shares it as long as nothing was changed
 * since it began; else they share the next run, which begins when this one is over. So nobody gets a result older than their call,
 * and however many ask, one run is under way and one waits.
 *
 * A run goes on until its last waiter has left.
 */
export class SharedRuns<Result, Report> {
  readonly #places = new Map<string, Place<Result, Report>>();

  /** The result of a run that saw everything up to this call. Rejects with the signal's reason when that is aborted first. */
  async join(call: SharedCall<Result, Report>): Promise<Result> {
    call.signal?.throwIfAborted();
    return new Promise((resolve, reject) => {
      const run = this.#runFor(call);
      const leave = (): void => {
        run.waiters.delete(waiter);
        reject(call.signal?.reason);
        if (run.waiters.size === 0) this.#abandon(call.name, run);
      };
      const settled = (): void => call.signal?.removeEventListener('abort', leave);
      const waiter: Waiter<Result, Report> = {
        onReport: call.onReport,
        resolve: (result) => {
          settled();
          resolve(result);
        },
        reject: (reason) => {
          settled();
          reject(reason);
        },
      };
      run.waiters.add(waiter);
      call.signal?.addEventListener('abort', leave, { once: true });
    });
  }

  /** Names under which something runs: for tests and for people who wonder. */
  get size(): number {
    return this.#places.size;
  }

  #runFor(call: SharedCall<Result, Report>): Run<Result, Report> {
    const place = this.#places.get(call.name);
    if (place && place.running.version === call.version()) return place.running;
    if (place?.next) return place.next;
    const run: Run<Result, Report> = {
      waiters: new Set(),
      abort: new AbortController(),
      begin: call.start,
      versionNow: call.version,
      version: Number.NaN,
    };
    if (place) {
      place.next = run;
      return run;
    }
    this.#begin(call.name, run);
    return run;
  }

  #begin(name: string, run: Run<Result, Report>): void {
    this.#places.set(name, { running: run, next: undefined });
    // Before anything is read: what changes from here on may or may not be in the result.
    run.version = run.versionNow();
    const listeners: Listeners<Report> = {
      tell: (report) => {
        for (const { onReport } of run.waiters) onReport?.(report);
      },
      areThere: () => [...run.waiters].some(({ onReport }) => onReport !== undefined),
    };
    // Not at once, so that whoever asked is among the waiters when the first report comes.
    void Promise.resolve()
      .then(() => run.begin(run.abort.signal, listeners))
      .then(
        (result) => {
          this.#over(name, run);
          for (const waiter of run.waiters) waiter.resolve(result);
        },
        (reason: unknown) => {
          this.#over(name, run);
          for (const waiter of run.waiters) waiter.reject(reason);
        },
      );
  }

  #abandon(name: string, run: Run<Result, Report>): void {
    const place = this.#places.get(name);
    if (place?.next === run) place.next = undefined;
    else {
      this.#over(name, run);
      run.abort.abort();
    }
  }

  /** Makes room for the next run. Of a run that was abandoned nobody hears any more. */
  #over(name: string, run: Run<Result, Report>): void {
    const place = this.#places.get(name);
    if (place?.running !== run) return;
    this.#places.delete(name);
    if (place.next) this.#begin(name, place.next);
  }
}
