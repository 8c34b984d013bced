import { queryOptions } from '@tanstack/react-query';
import { api, found } from './client.ts';

const KEPT_MS = 60_000;

/** Names of events that came in, the most frequent first. */
export function eventNames(project: string) {
  return queryOptions({
    queryKey: ['event-names', project],
    queryFn: ({ signal }) => found(api.GET('/api/v1/events', { signal })),
    staleTime: KEPT_MS,
  });
}

export type PropertyScope = 'event' | 'user' | 'account';

export interface PropertyEntry {
  readonly name: string;
  /** What values it had, the most frequent kind first. */
  readonly types: readonly { readonly type: string; readonly count: number }[];
}

export interface PropertiesAsked {
  readonly of: PropertyScope;
  /** Of events: only of this one. */
  readonly event?: string | undefined;
}

/** Names of properties that were seen, the most frequent first. */
export function propertyNames(project: string, { of, event }: PropertiesAsked) {
  return queryOptions({
    queryKey: ['property-names', project, of, event ?? ''],
    queryFn: ({ signal }) =>
      found(
        api.GET('/api/v1/properties', {
          params: { query: { of, ...(event === undefined || event === '' ? {} : { event }), limit: 1_000 } },
          signal,
        }),
      ),
    staleTime: KEPT_MS,
  });
}

export interface ValuesAsked extends PropertiesAsked {
  readonly name: string;
  readonly search?: string;
}

/** Values that a property was seen with, the most frequent first. */
export function propertyValues(project: string, { of, name, event, search = '' }: ValuesAsked) {
  return queryOptions({
    queryKey: ['property-values', project, of, name, event ?? '', search],
    queryFn: ({ signal }) =>
      found(
        api.GET('/api/v1/properties/values', {
          params: {
            query: {
              of,
              name,
              ...(event === undefined || event === '' ? {} : { event }),
              ...(search === '' ? {} : { search }),
            },
          },
          signal,
        }),
      ),
    staleTime: KEPT_MS,
    placeholderData: (previous) => previous,
  });
}
