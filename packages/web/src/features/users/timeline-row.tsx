import type { TimelineEntry } from '@cusp/engine/analyse/lookup/result.ts';
import {
  IconBolt,
  IconClockPlay,
  IconDoorEnter,
  IconDoorExit,
  IconPencil,
  IconSend,
} from '@tabler/icons-react';
import { instantText, useTimeZone } from '../../ui/time-zone.ts';
import { entryDetails, entryWords } from './entry-words.ts';
import classes from './timeline.module.css';

export interface TimelineRowProps {
  readonly entry: TimelineEntry;
  /** The row above, which is later. */
  readonly before: TimelineEntry | undefined;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

/** One thing that happened; opened, all that is known of it. A day's first row carries the date. */
export function TimelineRow({ entry, before, isOpen, onToggle }: TimelineRowProps) {
  const timeZone = useTimeZone();
  const day = instantText(entry.time, timeZone, 'day');
  const isFirstOfDay = before === undefined || instantText(before.time, timeZone, 'day') !== day;
  const clock = instantText(entry.time, timeZone, 'millisecond').split(', ').at(-1);
  return (
    <article>
      {isFirstOfDay && <div className={classes.day}>{day}</div>}
      <button type="button" className={classes.row} aria-expanded={isOpen} onClick={onToggle}>
        <time className={classes.time} dateTime={new Date(entry.time).toISOString()}>
          {clock}
        </time>
        <EntryIcon entry={entry} />
        <bdi className={classes.what}>{entryWords(entry)}</bdi>
      </button>
      {isOpen && (
        <dl className={classes.detail}>
          {entryDetails(entry).map(([name, value]) => (
            <div key={name}>
              <bdi>{name}</bdi>: <bdi>{value}</bdi>
            </div>
          ))}
        </dl>
      )}
    </article>
  );
}

function EntryIcon({ entry }: { readonly entry: TimelineEntry }) {
  const shared = { size: 16, stroke: 1.6, 'aria-hidden': true, style: { marginTop: 2 } };
  switch (entry.kind) {
    case 'event':
      return <IconBolt {...shared} color="var(--cusp-unknown)" />;
    case 'session':
      return <IconClockPlay {...shared} color="var(--cusp-unknown)" />;
    case 'property':
      return <IconPencil {...shared} color="var(--cusp-stale)" />;
    case 'cohort':
      return entry.direction === 'entered' ? (
        <IconDoorEnter {...shared} color="var(--cusp-entered)" />
      ) : (
        <IconDoorExit {...shared} color="var(--cusp-exited)" />
      );
    case 'touch':
      return <IconSend {...shared} color="var(--cusp-accent-text)" />;
  }
}
