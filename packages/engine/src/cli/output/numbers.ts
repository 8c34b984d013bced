/** 1234567 as `1,234,567`. */
export function count(value: number): string {
  return Math.round(value)
    .toString()
    .replaceAll(/\B(?=(\d{3})+$)/g, ',');
}

/** A share from 0 to 1 as `12.3%`; nothing to divide by as `–`. */
export function percent(share: number | undefined | null): string {
  return share === undefined || share === null || Number.isNaN(share) ? '–' : `${(share * 100).toFixed(1)}%`;
}

/** Milliseconds since 1970 as `2026-01-31 12:00:05 UTC`; none as `–`. */
export function instantText(time: number | undefined | null): string {
  if (time === undefined || time === null) return '–';
  return `${new Date(time).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'];

/** 1536 as `1.5 KB`, in steps of 1024. */
export function bytes(value: number): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log2(Math.max(1, value)) / 10));
  const scaled = value / 1024 ** power;
  return `${power === 0 ? scaled.toFixed(0) : scaled.toFixed(1)} ${UNITS[power]}`;
}
