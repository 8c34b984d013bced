import fc from 'fast-check';
import { whoDid } from '../../../../../test/support/who-did.ts';
import type { EventSelector } from '../../define/selector/event-selector.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../model/time.ts';
import { CALENDAR_UNITS, WEEKDAYS } from '../../util/calendar.ts';
import { segmentation } from './analysis.ts';

export const did = (...names: string[]): EventSelector => ({ names, filters: [] });
export const COHORTS = { definition: () => undefined };
const ZONES = ['UTC', 'Europe/Berlin', 'America/St_Johns', 'Pacific/Apia'];

const event = fc.oneof(
  fc.constantFrom(did('a'), did('b'), did(), did('a', 'b'), did('never sent')),
  fc.constant<EventSelector>({
    names: [],
    filters: [{ scope: 'event', property: 'n', op: 'at-least', value: 2 }],
  }),
);
const number = fc.constantFrom(
  { scope: 'event', property: 'n' },
  { scope: 'user', property: 'size' },
  { scope: 'event', property: 'limit' },
);
const measure = fc.oneof(
  fc.constantFrom('uniques', 'totals', 'average').map((kind) => ({ kind })),
  fc
    .tuple(fc.constantFrom('sum', 'mean', 'min', 'max', 'distinct', 'distinct'), number)
    .map(([kind, of]) => ({ kind, ...of })),
  fc
    .tuple(fc.constantFrom(0, 25, 50, 90, 100), number)
    .map(([percentile, of]) => ({ kind: 'percentile', percentile, ...of })),
);
const breakdown = fc.constantFrom(
  { scope: 'event', property: 'limit' },
  { scope: 'event', property: 'n' },
  { scope: 'user', property: 'plan' },
  { scope: 'user', property: 'size' },
  { scope: 'account', property: 'tier' },
);

/** Questions of a world that lasts from `start` to `end`, with intervals of which it has some. */
export const question = (start: number, end: number) =>
  fc
    .record({
      unit: fc.constantFrom('user' as const, 'user' as const, 'account' as const),
      event,
      measure,
      alsoSeries: fc.option(fc.array(fc.record({ event, measure }), { minLength: 1, maxLength: 3 }), {
        nil: undefined,
      }),
      formulas: fc.subarray(['A / B', '(A - B) / A * 100', 'A * 2 - 1', 'C / (A + B)']),
      interval: fc.constantFrom(...CALENDAR_UNITS),
      timeZone: fc.constantFrom(undefined, ...ZONES),
      weekStart: fc.constantFrom(undefined, ...WEEKDAYS),
      window: fc.oneof(
        fc.constant({ kind: 'ever' }),
        fc.constant({ kind: 'since', from: start }),
        // Ends at the first instants of hours or days, where many events are.
        fc.tuple(fc.nat(400), fc.integer({ min: 100, max: 900 })).map(([from, length]) => {
          const grid = end - start > 3 * DAY_MS ? DAY_MS : HOUR_MS;
          const first = start + Math.floor(((end - start) * from) / 1000);
          const to = Math.ceil((first + ((end - start) * length) / 1000) / grid) * grid;
          return { kind: 'between', from: first, to };
        }),
        fc.tuple(fc.nat(900), fc.integer({ min: 1, max: 1200 })).map(([from, length]) => ({
          kind: 'between',
          from: start + Math.floor(((end - start) * from) / 1000),
          to: start + Math.floor(((end - start) * (from + length)) / 1000) + 1,
        })),
      ),
      asOf: fc.constantFrom(end, end + 1, start + Math.floor((end - start) / 2)),
      breakdown: fc.uniqueArray(breakdown, { maxLength: 3 }),
      limit: fc.constantFrom(1, 2, 5, 100),
      who: fc.constantFrom('a', 'b', undefined, undefined, undefined),
      segments: fc.constantFrom(['a', 'c'], ['b', 'everyone-else', 'everyone'], undefined, undefined),
    })
    .map(({ who: member, segments, ...asked }) => ({
      ...asked,
      kind: 'segmentation',
      of: 'events',
      cohort: member && whoDid(asked.unit, member),
      segments: segments?.map((name) =>
        name.startsWith('every') ? { name, who: name } : { name, cohort: whoDid(asked.unit, name) },
      ),
    }))
    // What the schema refuses, such as a formula of too few series, or has too many intervals, is no question.
    .filter((asked) => segmentation.spec.safeParse(asked).success)
    .filter(({ interval }) => (end - start) / MINUTE_MS < 900 || interval !== 'minute')
    .filter(({ interval }) => (end - start) / MINUTE_MS < 30_000 || interval !== 'hour');
