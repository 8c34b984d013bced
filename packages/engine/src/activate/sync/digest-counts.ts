import type { Digest } from '../destinations/digest-destination.ts';
import type { SentStep } from './net-difference.ts';

/** Different reasons that are counted; of what comes later only the known ones are. */
const REASONS = 200;
const NAMES = 10;

/** What a digest says of steps: those who were in already, and come with other values, are no news. */
export class DigestCounts {
  entered = 0;
  left = 0;
  /** Of the ledger: with those who were in already. */
  added = 0;
  removed = 0;
  readonly #reasons = new Map<string, number>();
  readonly #names = { entered: [] as string[], left: [] as string[] };

  add(step: SentStep): void {
    if (step.kind === 'remove') {
      this.removed += 1;
      if (step.row.has !== 'yes') return;
      this.left += 1;
      if (this.#names.left.length < NAMES) this.#names.left.push(step.row.name);
      return;
    }
    this.added += 1;
    if (step.row?.has === 'yes') return;
    this.entered += 1;
    if (this.#names.entered.length < NAMES) this.#names.entered.push(step.wanted.name);
    const reason = step.wanted.came?.clauses?.join('; ') ?? '';
    const count = this.#reasons.get(reason);
    if (reason !== '' && (count !== undefined || this.#reasons.size < REASONS)) {
      this.#reasons.set(reason, (count ?? 0) + 1);
    }
  }

  told(): Pick<Digest, 'entered' | 'left' | 'reasons' | 'names'> {
    const reasons = [...this.#reasons].map(([reason, count]) => ({ reason, count }));
    return {
      entered: this.entered,
      left: this.left,
      reasons: reasons.toSorted((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1)),
      names: this.#names,
    };
  }
}
