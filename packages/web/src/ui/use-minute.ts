import { useState } from 'react';

const MINUTE_MS = 60_000;

/** The minute in which the page was opened: a question that names an instant stays the same while the page is looked at. */
export function useMinute(): number {
  const [minute] = useState(() => Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS);
  return minute;
}
