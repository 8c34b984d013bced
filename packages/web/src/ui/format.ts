const THIN_SPACE = '\u2009';
const DASH = '–';

/** A whole number with thin spaces between thousands; a dash for none. */
export function countText(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return DASH;
  return Math.round(value).toLocaleString('en-US').replaceAll(',', THIN_SPACE);
}

/** A number in at most three significant digits, whole above a hundred; a dash for none. */
export function numberText(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return DASH;
  if (Number.isInteger(value) || Math.abs(value) >= 100) return countText(value);
  return String(Number(value.toPrecision(3)));
}

/** A share of 1 as per cent with one decimal; a dash for none. */
export function shareText(value: number | null | undefined, digits = 1): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return DASH;
  return `${(value * 100).toFixed(digits)}%`;
}

/** How many times: "4.1x". */
export function timesText(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return DASH;
  return `${value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : 2)}×`;
}

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
] as const;

/** An elapsed time in its two largest units, such as "3 d 10 h"; a dash for none. */
export function elapsedText(ms: number | null | undefined): string {
  if (ms === null || ms === undefined || !Number.isFinite(ms)) return DASH;
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  let left = Math.round(ms / 1_000) * 1_000;
  const parts: string[] = [];
  for (const [name, size] of UNITS) {
    const amount = Math.floor(left / size);
    left -= amount * size;
    if (amount > 0) parts.push(`${amount} ${name}`);
    else if (parts.length > 0) break;
    if (parts.length === 2) break;
  }
  return parts.join(' ');
}

/** "1 user", "2 users"; `unit` in the singular. */
export function counted(value: number, unit: string): string {
  return `${countText(value)} ${unit}${value === 1 ? '' : 's'}`;
}
