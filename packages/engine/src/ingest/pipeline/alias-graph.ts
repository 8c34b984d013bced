/**
 * Which user keys are aliased: each belongs to one owner, which may itself be aliased. Never a ring; whoever adds asks
 * `passes` first.
 */
export class AliasGraph {
  readonly #owners = new Map<string, string>();
  readonly #owned = new Map<string, Set<string>>();

  constructor(owners: ReadonlyMap<string, string> = new Map()) {
    for (const [key, owner] of owners) this.set(key, owner);
  }

  owner(key: string): string | undefined {
    return this.#owners.get(key);
  }

  set(key: string, owner: string): void {
    this.delete(key);
    this.#owners.set(key, owner);
    const owned = this.#owned.get(owner);
    if (owned) owned.add(key);
    else this.#owned.set(owner, new Set([key]));
  }

  delete(key: string): void {
    const owner = this.#owners.get(key);
    if (owner === undefined) return;
    this.#owners.delete(key);
    const owned = this.#owned.get(owner);
    owned?.delete(key);
    if (owned?.size === 0) this.#owned.delete(owner);
  }

  /** Where the history of a key ends: itself, unless it is aliased. */
  root(key: string): string {
    if (this.#owners.size === 0) return key;
    let at = key;
    for (let next = this.#owners.get(at); next !== undefined; next = this.#owners.get(at)) at = next;
    return at;
  }

  /** Whether the way from `key` to its root leads over `other`, the two ends included. */
  passes(key: string, other: string): boolean {
    for (let at: string | undefined = key; at !== undefined; at = this.#owners.get(at)) {
      if (at === other) return true;
    }
    return false;
  }

  /** Every key whose history ends at one of `roots`, themselves included, each with its root. */
  keysOf(roots: Iterable<string>): Map<string, string> {
    const found = new Map<string, string>();
    for (const root of roots) {
      const open = [root];
      for (let key = open.pop(); key !== undefined; key = open.pop()) {
        found.set(key, root);
        for (const owned of this.#owned.get(key) ?? []) open.push(owned);
      }
    }
    return found;
  }
}
