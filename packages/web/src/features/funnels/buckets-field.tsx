import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { bucketsText, readBuckets } from './bucket-text.ts';
import type { FunnelSearch } from './search.ts';

export interface BucketsFieldProps {
  readonly value: NonNullable<FunnelSearch['timeToConvert']>['buckets'];
  readonly onChange: (buckets: BucketsFieldProps['value']) => void;
}

/** Where the ranges of a distribution of times begin; round ones when nothing is written. */
export function BucketsField({ value, onChange }: BucketsFieldProps) {
  const [text, setText] = useState(value === undefined ? '' : bucketsText(value));
  const isRead = text.trim() === '' || readBuckets(text) !== undefined;
  return (
    <TextInput
      size="xs"
      w={220}
      aria-label="Where ranges of time begin"
      placeholder="in round ranges, or 10 min, 1 h, 3 d"
      error={isRead ? undefined : 'Ascending, as 10 min, 1 h, 3 d'}
      value={text}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value);
        const read = readBuckets(currentTarget.value);
        if (read !== undefined || currentTarget.value.trim() === '') onChange(read);
      }}
    />
  );
}
