import type { DataUsed } from '@cusp/engine/analyse/query/data-used.ts';
import { Tooltip } from '@mantine/core';
import classes from './data-line.module.css';
import { counted, elapsedText } from './format.ts';
import { instantText } from './time-zone.ts';
import { When } from './when.tsx';

/**
 * In small print under an answer: what it was read from, so that two numbers that should be the same and are not can be told apart. Nothing while
 * there is no answer.
 */
export function DataLine({ of }: { readonly of: { readonly data: DataUsed } | undefined }) {
  if (of === undefined) return null;
  const { range, watermark, timeZone, unit, units, asOf, engineMs } = of.data;
  const day = (at: number) => instantText(at, timeZone);
  return (
    <p className={classes.line}>
      {range === null ? (
        <span>As of {day(asOf)}</span>
      ) : (
        <span>
          {day(range.from)} to {day(range.to)}
        </span>
      )}
      <span>{timeZone}</span>
      <span>{counted(units, unit)} known</span>
      {watermark !== null && (
        <span>
          newest data <When at={watermark} />
        </span>
      )}
      <Tooltip label="How long the engine worked on it">
        <span>{elapsedText(engineMs)}</span>
      </Tooltip>
    </p>
  );
}
