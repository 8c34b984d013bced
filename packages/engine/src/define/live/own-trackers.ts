import type { Instant } from '../../model/time.ts';
import type { SlotOf } from './live-unit.ts';
import type { Slot } from './plan.ts';
import type { Tracker } from './tracker.ts';

/** The trackers of one unit that are objects of their own, each with its slot's id. */
export class OwnTrackers {
  readonly all: { readonly id: number; readonly tracker: Tracker }[] = [];

  find(id: number): Tracker | undefined {
    for (const each of this.all) if (each.id === id) return each.tracker;
    return undefined;
  }

  findOrAdd(slot: Slot): Tracker {
    const found = this.find(slot.id);
    if (found !== undefined) return found;
    const tracker = slot.track();
    this.all.push({ id: slot.id, tracker });
    return tracker;
  }

  /** Lets go of what cannot matter at or after an instant, and of the trackers of slots that are no more. True: none is left. */
  forget(before: Instant, slotOf: SlotOf): boolean {
    for (let i = this.all.length - 1; i >= 0; i -= 1) {
      const each = this.all[i];
      if (each && (slotOf(each.id) === undefined || each.tracker.forget(before))) this.all.splice(i, 1);
    }
    return this.all.length === 0;
  }
}
