import { describe, expect, it } from 'vitest';
import { EARLIEST_EVENT } from '../model/time.ts';
import { localTime } from './calendar.ts';
import { between, seededRandom } from './random.ts';
import { zoneOffset, zoneOffsets } from './zone-offsets.ts';

const UNTIL = Date.UTC(2030, 0, 1);

describe('zone offsets', () => {
  it('say what the calendar says, in every zone', { timeout: 120_000 }, () => {
    const random = seededRandom(5);
    for (const zone of Intl.supportedValuesOf('timeZone')) {
      const { starts, offsets } = zoneOffsets(zone, EARLIEST_EVENT, UNTIL);
      const near = starts.flatMap((start) => [start - 1, start]).filter((at) => at >= EARLIEST_EVENT);
      const anywhere = Array.from({ length: 20 }, () => between(random, EARLIEST_EVENT, UNTIL));
      for (const at of [...near, ...anywhere]) {
        const expected = localTime(at, zone) - at;
        expect(zoneOffset(zone, at), `${zone} ${at}`).toBe(expected);
        expect(offsets[starts.findLastIndex((start) => start <= at)], `${zone} ${at}`).toBe(expected);
      }
    }
  });

  it('are one where the clocks do not change, and none of what lies outside', () => {
    const summer = [Date.UTC(2026, 5, 1), Date.UTC(2026, 6, 1)] as const;
    expect(zoneOffsets('Europe/Berlin', ...summer)).toEqual({ starts: [summer[0]], offsets: [7_200_000] });
    expect(zoneOffsets('UTC', -1, 8e15)).toEqual({ starts: [EARLIEST_EVENT], offsets: [0] });
    expect(zoneOffsets('Europe/Berlin', 8e15, 1).offsets).toHaveLength(1);
  });
});
