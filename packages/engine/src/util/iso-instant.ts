const DAY_MS = 86_400_000;
const TWO = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, '0'));
const THREE = Array.from({ length: 1_000 }, (_, n) => String(n).padStart(3, '0'));

let day = Number.NaN;
let date = '';

/**
 * An instant (UTC ms) as `Date.toISOString` writes it, for many that are of few days one after the other: the date is worked out once for
 * each, which is most of the work.
 */
export function isoInstant(instant: number): string {
  const at = Math.floor(instant / DAY_MS);
  if (at !== day) {
    date = new Date(at * DAY_MS).toISOString().slice(0, -'00:00:00.000Z'.length);
    day = at;
  }
  const ms = instant - at * DAY_MS;
  const seconds = Math.floor(ms / 1_000);
  const minutes = Math.floor(seconds / 60);
  return `${date}${TWO[Math.floor(minutes / 60)]}:${TWO[minutes % 60]}:${TWO[seconds % 60]}.${THREE[ms % 1_000]}Z`;
}
