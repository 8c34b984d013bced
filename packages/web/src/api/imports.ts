import { queryOptions } from '@tanstack/react-query';
import { api, found } from './client.ts';
import { currentProject } from './current-project.ts';
import { problemOf, unreachable } from './problem.ts';
import type { paths } from './schema.d.ts';

export type ImportPreview =
  paths['/api/v1/imports/preview']['post']['responses'][200]['content']['application/json'];
export type ImportAnswer =
  paths['/api/v1/imports/{id}']['get']['responses'][200]['content']['application/json'];
export type ImportSummary =
  paths['/api/v1/imports']['get']['responses'][200]['content']['application/json']['imports'][number];

/** What was imported through the server, the newest first. */
export function importList(project: string) {
  return queryOptions({
    queryKey: ['imports', project],
    queryFn: ({ signal }) => found(api.GET('/api/v1/imports', { signal })),
    staleTime: 2_000,
  });
}

/** Bytes of a file's beginning that a preview looks into, and of its end, where Parquet and zips keep their directory. */
const HEAD_BYTES = 1_000_000;
const TAIL_BYTES = 500_000;
const PART_BYTES = 8_000_000;
const MOST_TRIES = 5;
const WAIT_MS = 500;

/** Looks into a file: its columns, a mapping (a proposal when none is given), and what its rows become. Nothing is stored. */
export async function previewImport(
  file: File,
  mapping: unknown,
  signal: AbortSignal,
): Promise<ImportPreview> {
  const isWhole = file.size <= HEAD_BYTES + TAIL_BYTES;
  const bytes = isWhole ? file : new Blob([file.slice(0, HEAD_BYTES), file.slice(-TAIL_BYTES)]);
  const query = new URLSearchParams({ name: file.name, size: String(file.size) });
  if (!isWhole) query.set('tail', String(TAIL_BYTES));
  if (mapping !== undefined && mapping !== null) query.set('mapping', JSON.stringify(mapping));
  return sendBytes('POST', `/api/v1/imports/preview?${query}`, bytes, signal);
}

/**
 * Imports a file in parts, one after another, and tells how far it is after each. A part whose line broke is sent again: nothing is stored twice.
 * Throws an ApiProblem.
 */
export async function importFile(
  file: File,
  mapping: unknown,
  onProgress: (answer: ImportAnswer) => void,
  signal: AbortSignal,
): Promise<ImportAnswer> {
  let answer: ImportAnswer = await found(
    api.POST('/api/v1/imports', {
      body: { name: file.name, size: file.size, ...(mapping === null ? {} : { mapping }) },
      signal,
    }),
  );
  const { id } = answer;
  const cancel = (): void =>
    void api.DELETE('/api/v1/imports/{id}', { params: { path: { id } } }).catch(() => undefined);
  signal.addEventListener('abort', cancel, { once: true });
  let tries = 0;
  while (answer.state === 'running' && answer.received < file.size) {
    onProgress(answer);
    const { received } = answer;
    try {
      const part = file.slice(received, received + PART_BYTES);
      answer = await sendBytes('PUT', `/api/v1/imports/${id}/parts?offset=${received}`, part, signal);
      tries = 0;
    } catch (error) {
      tries += 1;
      if (signal.aborted || tries >= MOST_TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, WAIT_MS * 2 ** tries));
      answer = await found(api.GET('/api/v1/imports/{id}', { params: { path: { id } }, signal }));
    }
  }
  signal.removeEventListener('abort', cancel);
  return answer;
}

async function sendBytes<Answer>(
  method: string,
  path: string,
  bytes: Blob,
  signal: AbortSignal,
): Promise<Answer> {
  const project = currentProject();
  const response = await fetch(path, {
    method,
    body: bytes,
    signal,
    headers: {
      'content-type': 'application/octet-stream',
      ...(project === undefined ? {} : { 'cusp-project': encodeURI(project) }),
    },
  }).catch((error: unknown) => {
    if (signal.aborted) throw error;
    throw unreachable();
  });
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw problemOf(response.status, body);
  return body as Answer;
}
