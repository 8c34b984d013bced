/**
 * The identities of insert ids that go into one block. Mostly they are only added: what the fingerprints do not know is not
 * asked for. So the set is made when somebody asks.
 */
export class InsertIdentities {
  readonly #added: string[] = [];
  readonly #set = new Set<string>();
  #inSet = 0;

  add(identity: string): void {
    this.#added.push(identity);
  }

  has(identity: string): boolean {
    for (; this.#inSet < this.#added.length; this.#inSet += 1) this.#set.add(this.#added[this.#inSet] ?? '');
    return this.#set.has(identity);
  }
}
