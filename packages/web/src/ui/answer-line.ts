import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';

/**
 * A page's answer in words for its line: null, which outlines it, while it is on its way, and undefined, which takes none, where nothing was
 * asked or the first answer failed.
 */
export function answerLine<Data>(
  { data, error }: Pick<UseQueryResult<Data>, 'data' | 'error'>,
  isAsked: boolean,
  words: (data: Data) => ReactNode,
): ReactNode | undefined {
  if (!isAsked) return undefined;
  if (data !== undefined) return words(data);
  return error === null ? null : undefined;
}
