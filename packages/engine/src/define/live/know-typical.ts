import { must } from '../../util/assert.ts';
import { CountChanges } from './count-changes.ts';
import { evaluate } from './evaluate.ts';
import { type FoldRequest, foldUnits } from './fold-units.ts';
import type { LiveUnit } from './live-unit.ts';
import { type LiveNode, type LivePlan, type Slot, slotsOf } from './plan.ts';
import type { Reading } from './replay.ts';
import type { CountingTracker } from './tracker.ts';
import type { TypicalCourse } from './typical-course.ts';

type Fold = Omit<FoldRequest<readonly Reading[]>, 'plan' | 'wanted' | 'readings' | 'each'>;

/**
 * Finds out what the typical members of cohorts did at every instant, for the clauses of a plan that compare with them. One pass over
 * the store for all of them, and one more for each time that such a cohort is itself defined by such a clause: the innermost
 * first. `courses`: by the key of the slot.
 */
export async function knowTypical(
  plan: LivePlan,
  courses: ReadonlyMap<string, TypicalCourse>,
  fold: Fold,
): Promise<void> {
  const byDepth: Compared[][] = [];
  for (const slot of plan.slots) {
    const course = courses.get(slot.key);
    if (slot.typical === undefined || course === undefined) continue;
    const { members, of } = slot.typical;
    const compared = { slot, members, course, percentile: of.percentile, changes: new CountChanges() };
    const depth = depthOf(slot);
    byDepth[depth] = [...(byDepth[depth] ?? []), compared];
  }
  for (const all of byDepth) {
    if (all === undefined) continue;
    await foldUnits({
      ...fold,
      plan,
      wanted: new Set(all.flatMap(({ slot, members }) => [slot, ...slotsOf(members)])),
      readings: () => all.map((each) => new CountOfMember(each)),
      each: () => undefined,
    });
    for (const { course, changes, percentile } of all) course.know(changes, percentile);
  }
}

interface Compared {
  readonly slot: Slot;
  readonly members: LiveNode;
  readonly course: TypicalCourse;
  readonly percentile: number;
  readonly changes: CountChanges;
}

/** How many such clauses stand inside one another. */
function depthOf({ typical }: Slot): number {
  if (typical === undefined) return 0;
  return 1 + Math.max(0, ...[...slotsOf(typical.members)].map(depthOf));
}

/** Notes how often a unit did it whenever that changes while the unit is a member. */
class CountOfMember implements Reading {
  readonly #compared: Compared;
  #count: number | undefined;

  constructor(compared: Compared) {
    this.#compared = compared;
  }

  read(unit: LiveUnit, at: number): number | undefined {
    const { slot, members, changes } = this.#compared;
    const member = evaluate(members, unit, at);
    const counted = member.holds ? counting(unit, slot).count(at, unit) : undefined;
    if (counted?.count !== this.#count) changes.add({ time: at, before: this.#count, after: counted?.count });
    this.#count = counted?.count;
    if (counted?.until === undefined) return member.until;
    return Math.min(counted.until, member.until ?? Number.POSITIVE_INFINITY);
  }
}

function counting(unit: LiveUnit, slot: Slot): CountingTracker {
  return must(unit.trackerOf(slot), 'tracker') as CountingTracker;
}
