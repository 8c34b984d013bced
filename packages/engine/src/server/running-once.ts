import { problemError } from '../util/problem-error.ts';

/** Keeps work of one name from running twice at a time in this process. */
export class RunningOnce {
  readonly #names = new Set<string>();

  /** Throws a ProblemError (409) when work of that name is under way. */
  async once<T>(name: string, work: () => Promise<T>): Promise<T> {
    if (this.#names.has(name))
      throw problemError(409, 'running', `a run of ${name} is under way: wait for it`, 'id');
    this.#names.add(name);
    try {
      return await work();
    } finally {
      this.#names.delete(name);
    }
  }
}
