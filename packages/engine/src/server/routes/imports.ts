import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { FILE_FORMATS, type Mapping, parseMapping, parseMappingText } from '../../ingest/files/mapping.ts';
import { ProblemError, problemError } from '../../util/problem-error.ts';
import type { Result } from '../../util/result.ts';
import type { Routes } from '../create-server.ts';
import { EventStream } from '../event-stream.ts';
import { wantsStream } from '../stream-request.ts';
import { type PreviewAsked, previewUpload } from '../uploads/preview.ts';
import type { Upload } from '../uploads/upload.ts';
import { answerOf, importAnswer, importSummary, summaryOfRecord } from '../uploads/upload-answers.ts';
import { listImports } from '../uploads/upload-records.ts';
import { Uploads } from '../uploads/uploads.ts';
import { uncheckedBody } from '../zod-validator.ts';

const LARGEST_FILE = 4 * 1024 ** 3;
const LARGEST_PART = 16 * 1024 * 1024;
const PROGRESS_MS = 250;
/** How often a stream of progress looks whether anything is new when nothing says so. */
const QUIET_MS = 1_000;

const name = z.string().min(1).max(1_024).describe('As the file is called; its ending may tell the format');
const size = z.coerce.number().int().min(1).max(LARGEST_FILE).describe('Bytes of the whole file');
const one = z.object({ id: z.string() });
const rawBody = z.string().describe('The bytes themselves, application/octet-stream');

const previewAnswer = z.object({
  format: z.enum(FILE_FORMATS),
  columns: z
    .array(
      z.object({
        name: z.string(),
        filled: z.number().int().describe('Rows with a value in it'),
        examples: z.array(z.string()).readonly(),
      }),
    )
    .readonly(),
  mapping: z
    .unknown()
    .describe(
      'As docs/import.md has it: the one given, or a proposal; null: none is needed or could be made',
    ),
  problems: z.array(z.object({ code: z.string(), message: z.string(), path: z.string() })).readonly(),
  rows: z.number().int().describe('Rows that were looked at'),
  events: z.array(z.unknown()).readonly().describe('The first as they would be stored'),
  refused: z
    .array(
      z.object({
        where: z.string(),
        field: z.string(),
        code: z.string(),
        message: z.string(),
        seen: z.string(),
      }),
    )
    .readonly(),
  refusedRows: z.number().int(),
  skippedRows: z.number().int(),
  properties: z
    .array(
      z.object({
        of: z.enum(['event', 'user', 'account']),
        property: z.string(),
        types: z.array(z.string()).readonly(),
        rows: z.number().int(),
      }),
    )
    .readonly(),
  troubles: z.array(z.string()).readonly(),
});

/** Files that a browser brings: looked into first, then imported while they come in. */
export const importRoutes: Routes = (server, dependencies) => {
  const { records, clock, uploadFolder } = dependencies;
  const uploads = new Uploads(dependencies, uploadFolder);
  const open = new Set<() => void>();
  server.addHook('onReady', () => rm(uploadFolder, { recursive: true, force: true }));
  server.addHook('preClose', async () => {
    for (const end of open) end();
    await uploads.close();
  });

  server.post(
    '/api/v1/imports',
    {
      schema: {
        summary: 'Begins to import a file, whose parts follow',
        description:
          'Then send the file in parts, one after another: `PUT /api/v1/imports/:id/parts?offset=`. An import of which nothing comes for two minutes is given up; what came is stored. Importing a file again stores nothing twice.',
        body: z.strictObject({
          name,
          size,
          mapping: z
            .unknown()
            .optional()
            .describe('As docs/import.md has it; an Amplitude export needs none'),
        }),
        response: { 201: importAnswer },
      },
    },
    async (request, reply) => {
      const { mapping, ...file } = request.body;
      const checked = mapping === undefined ? undefined : mappingOf(parseMapping(mapping), 'mapping');
      const upload = await uploads.begin({ project: request.project, ...file, mapping: checked });
      return reply.code(201).send(answerOf(upload));
    },
  );

  server.get(
    '/api/v1/imports',
    {
      schema: {
        summary: 'What was imported through the server, the newest first',
        querystring: z.strictObject({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
        response: { 200: z.object({ imports: z.array(importSummary).readonly() }) },
      },
    },
    async ({ project, query }) => {
      const found = await listImports(records, project.id, (id) => uploads.isRunning(id), query.limit);
      return { imports: found.map(summaryOfRecord) };
    },
  );

  server.get(
    '/api/v1/imports/:id',
    {
      schema: {
        summary: 'How far an import is, and what it came to',
        description:
          'With `Accept: text/event-stream` or `stream=1` the answer is server-sent events: `progress` a few times a second while it runs, then one `done`. Both have the same data as the plain answer. Known for an hour after its end; /api/v1/imports lists all.',
        params: one,
        querystring: z.strictObject({ stream: z.enum(['1', 'true']).optional() }),
        response: { 200: importAnswer },
      },
    },
    async (request, reply) => {
      const upload = uploads.get(request.project.id, request.params.id);
      if (!wantsStream(request)) return answerOf(upload);
      await tellProgress(upload, request, reply);
      return reply as never;
    },
  );

  server.delete(
    '/api/v1/imports/:id',
    {
      schema: {
        summary: 'Gives an import up: what was read is stored, and no more',
        params: one,
        response: { 200: importAnswer },
      },
    },
    async (request) => {
      const upload = uploads.get(request.project.id, request.params.id);
      await upload.cancel('it was cancelled');
      return answerOf(upload);
    },
  );

  server.register(async (plain) => {
    const scope = plain.withTypeProvider<ZodTypeProvider>();
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', async (_: FastifyRequest, bytes: AsyncIterable<Uint8Array>) => bytes);
    // What nobody reads any more would stand before the connection's next request until the connection is idle for too long.
    scope.addHook('onResponse', async ({ raw }) => {
      if (!raw.readableEnded) raw.resume();
    });

    scope.put(
      '/api/v1/imports/:id/parts',
      {
        schema: {
          summary: 'Takes the next part of a file that is imported',
          description: `Parts follow on each other, one at a time, each at most ${LARGEST_PART} bytes. Answered when the part has been read, no faster than events are stored; when \`state\` is no longer \`running\`, no more parts are wanted. When a part breaks off, \`received\` says where to go on.`,
          params: one,
          querystring: z.strictObject({
            offset: z.coerce
              .number()
              .int()
              .min(0)
              .max(LARGEST_FILE)
              .describe('Where in the file the part begins'),
          }),
          body: rawBody,
          response: { 200: importAnswer },
        },
        validatorCompiler: uncheckedBody,
      },
      async (request) => {
        const upload = uploads.get(request.project.id, request.params.id);
        try {
          await upload.write(request.query.offset, bounded(bytesOf(request.body), LARGEST_PART));
        } catch (error) {
          if (request.raw.complete || error instanceof ProblemError) throw error;
          throw problemError(400, 'broken-part', `the part broke off: go on from byte ${upload.received}`);
        }
        if (upload.received === upload.size) await upload.over;
        return answerOf(upload);
      },
    );

    scope.post(
      '/api/v1/imports/preview',
      {
        schema: {
          summary: 'Looks into the first part of a file: its columns, a mapping, and what its rows become',
          description: `The body is the file, or its first bytes (at most ${LARGEST_PART}); then give \`size\`. Of Parquet and zips send the last bytes too, and say how many as \`tail\`: their directory is there. Nothing is stored.`,
          querystring: z.strictObject({
            name,
            size: size.optional(),
            tail: z.coerce.number().int().min(0).max(LARGEST_PART).default(0),
            format: z.enum(FILE_FORMATS).optional().describe('Where neither name nor content tells'),
            mapping: z.string().max(12_000).optional().describe('A mapping as JSON; proposed when left out'),
          }),
          body: rawBody,
          response: { 200: previewAnswer },
        },
        validatorCompiler: uncheckedBody,
        config: { changesNothing: true },
      },
      async (request) => {
        const { mapping, ...query } = request.query;
        const asked: PreviewAsked = {
          ...query,
          size: query.size,
          format: query.format,
          project: request.project,
          mapping:
            mapping === undefined ? undefined : mappingOf(parseMappingText(mapping), 'querystring.mapping'),
          clock,
          folder: uploadFolder,
          most: LARGEST_PART,
        };
        return previewUpload(asked, bytesOf(request.body));
      },
    );
  });

  async function tellProgress(upload: Upload, { log }: FastifyRequest, reply: FastifyReply): Promise<void> {
    const stream = new EventStream(reply);
    let isOver = false;
    let wake: () => void = () => undefined;
    const stop = upload.listen(() => wake());
    const end = (): void => {
      isOver = true;
      stream.end();
      wake();
    };
    open.add(end);
    reply.raw.once('close', end);
    try {
      while (!isOver && upload.state === 'running') {
        const changed = new Promise<void>((resolve) => {
          wake = resolve;
        });
        await stream.send('progress', answerOf(upload));
        await sleep(PROGRESS_MS);
        if (upload.state === 'running') await Promise.race([changed, upload.over, sleep(QUIET_MS)]);
      }
      if (upload.state !== 'running') await stream.send('done', answerOf(upload));
    } catch (error) {
      log.error({ err: error }, 'telling the progress of an import broke off');
    } finally {
      stop();
      open.delete(end);
      end();
    }
  }
};

/** The path is put in front of each problem's. */
function mappingOf(read: Result<Mapping>, path: string): Mapping {
  if (read.ok) return read.value;
  throw new ProblemError(
    400,
    read.problems.map((problem) => ({
      ...problem,
      path: problem.path === '' ? path : `${path}.${problem.path}`,
    })),
  );
}

/**
 * What the parser of the scope made of a body: its bytes as they come; none of an empty one. Who stops reading them leaves the connection
 * as it is, so that the answer still gets through.
 */
function bytesOf(body: unknown): AsyncIterable<Uint8Array> {
  return body instanceof Readable ? body.iterator({ destroyOnReturn: false }) : Readable.from([]);
}

async function* bounded(bytes: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Uint8Array> {
  let came = 0;
  for await (const chunk of bytes) {
    came += chunk.length;
    if (came > most) {
      throw problemError(
        413,
        'body-too-large',
        `the part is larger than ${most} bytes: send it in smaller ones`,
      );
    }
    yield chunk;
  }
}
