import { queryOptions } from '@tanstack/react-query';
import { api, found } from './client.ts';
import type { paths } from './schema.d.ts';

const FRESH_MS = 2_000;
/** Pages that show syncs look again this often: what was sent shows soon after. */
const AGAIN_MS = 5_000;

/** The syncs of a project, with how each stands. */
export function syncList(project: string) {
  return queryOptions({
    queryKey: ['syncs', project],
    queryFn: ({ signal }) => found(api.GET('/api/v1/syncs', { signal })),
    staleTime: FRESH_MS,
    refetchInterval: AGAIN_MS,
  });
}

/** One sync with its reasons and people. */
export function oneSync(project: string, id: string) {
  return queryOptions({
    queryKey: ['syncs', project, id],
    queryFn: ({ signal }) => found(api.GET('/api/v1/syncs/{id}', { params: { path: { id } }, signal })),
    staleTime: FRESH_MS,
    refetchInterval: AGAIN_MS,
  });
}

/** What a sync would send now. */
export function syncPreview(project: string, id: string) {
  return queryOptions({
    queryKey: ['syncs', project, id, 'preview'],
    queryFn: ({ signal }) =>
      found(api.GET('/api/v1/syncs/{id}/preview', { params: { path: { id } }, signal })),
    staleTime: FRESH_MS,
  });
}

/** The destinations of a project, without secrets. */
export function destinationList(project: string) {
  return queryOptions({
    queryKey: ['destinations', project],
    queryFn: ({ signal }) => found(api.GET('/api/v1/destinations', { signal })),
    staleTime: FRESH_MS,
  });
}

/** Kinds of destinations with the JSON schemas of their settings. */
export function destinationKinds() {
  return queryOptions({
    queryKey: ['destination-kinds'],
    queryFn: ({ signal }) => found(api.GET('/api/v1/destinations/kinds', { signal })),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Exports: cohorts told to a webhook or written as CSV on demand. */
export function exportList(project: string) {
  return queryOptions({
    queryKey: ['exports', project],
    queryFn: ({ signal }) => found(api.GET('/api/v1/exports', { signal })),
    staleTime: FRESH_MS,
  });
}

type Answer<Path extends keyof paths, Method extends keyof paths[Path]> = paths[Path][Method] extends {
  responses: { 200: { content: { 'application/json': infer Body } } };
}
  ? Body
  : never;

export type Sync = Answer<'/api/v1/syncs', 'get'>['syncs'][number];
export type SyncWhole = Answer<'/api/v1/syncs/{id}', 'get'>;
export type Destination = Answer<'/api/v1/destinations', 'get'>['destinations'][number];
export type DestinationKind = Answer<'/api/v1/destinations/kinds', 'get'>['kinds'][number];
export type ExportShown = Answer<'/api/v1/exports', 'get'>['exports'][number];
