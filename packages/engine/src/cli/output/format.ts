import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../model/time.ts';

/** 12345 as `12,345`. */
export function count(n: number): string {
  return Math.round(n).toLocaleString('en-US');
}

/** A share as `12.3%`; a dash for no data, never 0. */
export function percent(share: number | null | undefined, digits = 1): string {
  return share === null || share === undefined ? '-' : `${(share * 100).toFixed(digits)}%`;
}

/** A difference of shares in percentage points, with its sign. */
export function points(share: number | null): string {
  if (share === null) return '-';
  const rounded = Math.round(share * 1000) / 10;
  return rounded > 0 ? `+${rounded.toFixed(1)}` : Math.abs(rounded) === 0 ? '0.0' : rounded.toFixed(1);
}

/** A number in three significant digits; a dash for none. */
export function short(n: number | null | undefined): string {
  if (n === null || n === undefined) return '-';
  return Math.abs(n) >= 1000 ? count(n) : String(Number(n.toPrecision(3)));
}

const STEPS = [
  [DAY_MS, 'd'],
  [HOUR_MS, 'h'],
  [MINUTE_MS, 'min'],
  [SECOND_MS, 's'],
] as const;

/** An elapsed time in its two largest units, such as `2 d 3 h`, `45 s` or `120 ms`; a dash for none. */
export function elapsed(ms: number | null | undefined): string {
  if (ms === null || ms === undefined) return '-';
  const at = STEPS.findIndex(([size]) => ms >= size);
  const step = STEPS[at];
  if (!step) return `${Math.round(ms)} ms`;
  const [size, name] = step;
  const whole = Math.floor(ms / size);
  const finer = STEPS[at + 1];
  const rest = finer ? Math.floor((ms - whole * size) / finer[0]) : 0;
  return finer && rest > 0 ? `${whole} ${name} ${rest} ${finer[1]}` : `${whole} ${name}`;
}

/** An instant as `2026-01-31 09:05:00 UTC`. */
export function instantText(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** A bar of up to `width` characters for a share of 0 to 1, in eighths of a character. */
export function bar(share: number, width: number): string {
  const eighths = Math.round(Math.min(1, Math.max(0, share)) * width * 8);
  const part = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'][eighths % 8] ?? '';
  return '█'.repeat(Math.floor(eighths / 8)) + part;
}
