import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LiveUnits } from '../live-units.ts';
import { Room } from './room.ts';

/** A row of numbers that only ever gets longer. */
class Numbers extends Room {
  readonly firstPlaces = 2;

  clear(): void {
    this.room[this.from] = 0;
  }

  push(value: number): void {
    const count = this.room[this.from] as number;
    if (count + 2 > this.places) this.lengthen(this.places * 2);
    this.room[this.from + 1 + count] = value;
    this.room[this.from] = count + 1;
  }

  get all(): number[] {
    const { room, from } = this;
    return [...room.subarray(from + 1, from + 1 + (room[from] as number))];
  }
}

const step = fc.record({
  unit: fc.integer({ min: 0, max: 4 }),
  id: fc.integer({ min: 0, max: 30 }),
  does: fc.oneof(
    { weight: 12, arbitrary: fc.constant('push' as const) },
    { weight: 2, arbitrary: fc.constant('remove row' as const) },
    { weight: 1, arbitrary: fc.constant('remove unit' as const) },
    { weight: 1, arbitrary: fc.constant('shrink' as const) },
  ),
});

it('keeps every row of every unit apart, however they grow and go', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 600 }), (steps) => {
      const units = new LiveUnits();
      const room = new Numbers();
      const expected = new Map<number, Map<number, number[]>>();
      for (const [n, { unit, id, does }] of steps.entries()) {
        const rows = expected.get(unit) ?? new Map<number, number[]>();
        if (!expected.has(unit)) {
          units.add(String(unit), n);
          expected.set(unit, rows);
        }
        const { index } = units.get(String(unit)) ?? { index: -1 };
        if (does === 'push') {
          if (!units.moveToId(room, index, id)) units.moveToNew(room, index, id);
          room.push(n);
          rows.set(id, [...(rows.get(id) ?? []), n]);
        } else if (does === 'remove row') {
          for (let row = units.rows.count(index) - 1; row >= 0; row -= 1)
            if (units.rows.idAt(index, row) === id) units.rows.remove(index, row);
          rows.delete(id);
        } else if (does === 'shrink') units.rows.shrink(index);
        else {
          const gone = units.at(index);
          if (gone) units.remove(gone);
          expected.delete(unit);
        }
      }
      for (const [unit, rows] of expected) {
        const index = units.get(String(unit))?.index ?? -1;
        expect(units.rows.count(index)).toBe(rows.size);
        for (const [id, values] of rows) {
          expect(units.moveToId(room, index, id)).toBe(true);
          expect(room.all).toEqual(values);
        }
      }
    }),
    { numRuns: 200, seed: 9 },
  );
});
