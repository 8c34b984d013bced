import { Tooltip } from '@mantine/core';
import { instantText, relativeText, useTimeZone } from './time-zone.ts';
import { useNow } from './use-now.ts';

/** An instant, relative, with the exact one in the project's zone on hover; a dash for none. */
export function When({ at }: { readonly at: number | null | undefined }) {
  const timeZone = useTimeZone();
  const now = useNow();
  if (at === null || at === undefined) return <span>–</span>;
  const exact = `${instantText(at, timeZone, 'millisecond')} ${timeZone}`;
  return (
    <Tooltip label={exact}>
      <time dateTime={new Date(at).toISOString()}>{relativeText(at, now)}</time>
    </Tooltip>
  );
}
