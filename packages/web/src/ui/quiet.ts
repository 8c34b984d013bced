import type { UseQueryResult } from '@tanstack/react-query';

/** A query that is asked again by itself every while, without a sign of it. */
export function quiet<Data>(query: UseQueryResult<Data>): UseQueryResult<Data> {
  return { ...query, isFetching: query.isPending && query.isFetching } as UseQueryResult<Data>;
}
