/** Work that is done in rounds, one after the other, of all that has come up until a round begins. */
export interface Rounds {
  /**
   * Resolves once a round that has begun after the call is over: whoever calls while one is under way shares the next. Rejects with what
   * that round failed with.
   */
  readonly next: () => Promise<void>;
  /** Resolves when no round is under way; right away when none is. Rejects with what the round failed with. */
  readonly current: () => Promise<void>;
  readonly isRunning: () => boolean;
}

export function inRounds(round: () => Promise<void>): Rounds {
  let running: Promise<void> | undefined;
  let coming: Promise<void> | undefined;

  async function begin(): Promise<void> {
    await running?.catch(() => undefined);
    coming = undefined;
    running = round().finally(() => {
      running = undefined;
    });
    await running;
  }

  return {
    next: () => {
      coming ??= begin();
      return coming;
    },
    current: () => running ?? Promise.resolve(),
    isRunning: () => running !== undefined,
  };
}
