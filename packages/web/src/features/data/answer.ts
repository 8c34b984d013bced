import { counted } from '../../ui/format.ts';
import { relativeText } from '../../ui/time-zone.ts';

export interface Held {
  readonly events: number;
  readonly lastReceived: number | null;
  readonly rejectedLastDay: number;
}

/** What there is, in a sentence. */
export function dataAnswer({ events, lastReceived, rejectedLastDay }: Held, now: number): string {
  if (events === 0 || lastReceived === null) {
    return rejectedLastDay > 0
      ? `No event is stored yet, and ${counted(rejectedLastDay, 'event')} of the last day could not be taken: see Refused.`
      : 'No event came in yet. Point an SDK at this server, or import a file.';
  }
  const refused = rejectedLastDay > 0 ? `, ${counted(rejectedLastDay, 'event')} refused in the last day` : '';
  return `${counted(events, 'event')} are stored, the newest came in ${relativeText(lastReceived, now)}${refused}.`;
}
