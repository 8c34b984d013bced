import type { StoredEvent } from '../model/event.ts';

/** Hears of one event once it is durable. Must not throw, nor wait. */
export type TailListener = (event: StoredEvent) => void;

/** Hands events to whoever watches a project, as they are stored. While nobody does, it costs nothing. */
export class EventTail {
  readonly #listeners = new Map<string, Set<TailListener>>();

  /** For the ingest pipeline. */
  note(events: readonly StoredEvent[]): void {
    if (this.#listeners.size === 0) return;
    for (const event of events) {
      for (const listener of this.#listeners.get(event.project) ?? []) listener(event);
    }
  }

  /** Answers how to stop. */
  listen(project: string, listener: TailListener): () => void {
    const of = this.#listeners.get(project) ?? new Set();
    this.#listeners.set(project, of.add(listener));
    return () => {
      of.delete(listener);
      if (of.size === 0 && this.#listeners.get(project) === of) this.#listeners.delete(project);
    };
  }

  /** How many watch, over all projects. */
  get watchers(): number {
    let watchers = 0;
    for (const of of this.#listeners.values()) watchers += of.size;
    return watchers;
  }
}
