import type {
  VendorRequest,
  VendorResponse,
} from '../../packages/engine/src/activate/destinations/vendor-request.ts';
import { rowsIn } from '../support/read-members.ts';
import { type FakeVendor, json, meetLater, type Trouble } from './vendor.ts';

/** A place for files, as whoever loads them sees it: the audience is what the files of changes come to, in the order of their names. */
export abstract class FakeFiles implements FakeVendor {
  abstract readonly settings: Record<string, unknown>;
  readonly troubles: Trouble[] = [];
  readonly requests: VendorRequest[] = [];
  readonly refused = new Set<string>();
  readonly poison = new Set<string>();
  expired = false;
  /** Of files of changes, by path: read once, by the importer. */
  readonly #rows = new Map<string, readonly Readonly<Record<string, unknown>>[]>();
  readonly #byHand = new Map<string, boolean>();

  /** Paths of the files that are there. */
  abstract paths(): string[];
  abstract pathOf(request: VendorRequest): string;
  /** Does as it is asked, unless it refuses by itself. */
  abstract take(request: VendorRequest): Promise<VendorResponse>;
  abstract refusal(): VendorResponse;

  readonly answer = async (request: VendorRequest): Promise<VendorResponse> => {
    const path = this.pathOf(request);
    if (!path.includes('/changes/')) return this.expired ? this.refusal() : this.take(request);
    const rows = await rowsIn(path, request.bytes ?? new Uint8Array());
    this.requests.push({ ...request, body: JSON.stringify(rows) });
    if (this.expired) return this.refusal();
    return meetLater(this.troubles, async () => {
      if (rows.some(({ id }) => this.poison.has(String(id)))) return json(400, 'poison');
      const taken = await this.take(request);
      if (taken.status < 300) this.#rows.set(path, rows);
      return taken;
    });
  };

  audience(): string[] {
    const members = new Set<string>();
    const changes = this.paths().filter((path) => path.includes('/changes/'));
    for (const path of changes.toSorted()) {
      for (const { id, direction } of this.#rows.get(path) ?? []) {
        if (direction === 'left') members.delete(String(id));
        else members.add(String(id));
      }
    }
    for (const [id, inside] of this.#byHand) if (inside) members.add(id);
    for (const [id, inside] of this.#byHand) if (!inside) members.delete(id);
    return [...members].toSorted();
  }

  putByHand(address: string): void {
    this.#byHand.set(address, true);
  }

  takeByHand(address: string): void {
    this.#byHand.set(address, false);
  }

  /** Files may be moved away once they are loaded: nothing is told again for it. */
  deleteAudience(): boolean {
    return false;
  }
}
