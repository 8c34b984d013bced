import type { Duration, DurationUnit } from '@cusp/engine/define/language/duration.ts';

const UNITS: Readonly<Record<string, DurationUnit>> = {
  ms: 'millisecond',
  s: 'second',
  min: 'minute',
  h: 'hour',
  d: 'day',
  w: 'week',
};

/** Durations as people write them in a row: "10 min, 1 h, 3 d". */
export function bucketsText(buckets: readonly Duration[]): string {
  const short = (unit: DurationUnit): string => Object.keys(UNITS).find((key) => UNITS[key] === unit) ?? unit;
  return buckets.map(({ amount, unit }) => `${amount} ${short(unit)}`).join(', ');
}

/** Reads what bucketsText writes; undefined when it is not that. That they ascend is seen to by the engine, which says which do not. */
export function readBuckets(text: string): Duration[] | undefined {
  const buckets: Duration[] = [];
  for (const part of text.split(',').map((each) => each.trim())) {
    const [, amount, word] = /^(\d{1,6})\s*(ms|s|min|h|d|w)$/.exec(part) ?? [];
    const unit = word === undefined ? undefined : UNITS[word];
    if (unit === undefined || Number(amount) < 1) return undefined;
    buckets.push({ amount: Number(amount), unit });
  }
  return buckets;
}
