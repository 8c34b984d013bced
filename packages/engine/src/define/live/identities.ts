/** Whose history a key belongs to, as links come in: what timeline.ts tells of stored ones. */
export class Identities {
  readonly #aliases: Map<string, string>;
  /** Devices that got their user of late; see `forgetDevices`. */
  readonly #devices = new Map<string, string>();

  /** `aliases`: every aliased user key with the key that it was aliased to. */
  constructor(aliases: ReadonlyMap<string, string>) {
    this.#aliases = new Map(aliases);
  }

  /** The key that a history ends at. */
  root(key: string): string {
    if (this.#devices.size === 0 && this.#aliases.size === 0) return key;
    let at = this.#devices.get(key) ?? key;
    for (let next = this.#aliases.get(at); next !== undefined && next !== at; next = this.#aliases.get(at)) {
      at = next;
    }
    return at;
  }

  isAliased(key: string): boolean {
    return this.#aliases.has(key);
  }

  linkDevice(device: string, user: string): void {
    this.#devices.set(device, user);
  }

  /** Ties a user's history to another's; to itself: parts them again. */
  alias(key: string, to: string): void {
    if (key === to) this.#aliases.delete(key);
    else this.#aliases.set(key, to);
  }

  /**
   * Once a device has a user nothing more arrives under the device's own key, so its link need only be known while rows that
   * arrived before are still on their way.
   */
  forgetDevices(): void {
    this.#devices.clear();
  }
}
