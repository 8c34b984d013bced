import type { RefusedAt } from '../../ingest/files/import-report.ts';
import { recordRejected } from '../../ingest/rejected-events.ts';
import { problemError } from '../../util/problem-error.ts';
import type { ServerDependencies } from '../dependencies.ts';
import { Upload, type UploadOptions } from './upload.ts';
import { beginImport, endImport } from './upload-records.ts';

/** Imports of a project at a time: each has its own place in memory, and they share one way into the store. */
const MOST_RUNNING = 4;
/** How long an import that is over can be asked about in full. */
const KEPT_MS = 3_600_000;
/** Refused rows that are written into the project's record of refusals. */
const RECORDED = 10_000;

type Asked = Pick<UploadOptions, 'project' | 'name' | 'size' | 'mapping'>;

/** The uploads that run in this process, and those that did a while ago. */
export class Uploads {
  readonly #dependencies: Pick<
    ServerDependencies,
    'store' | 'records' | 'sink' | 'metrics' | 'clock' | 'log'
  >;
  readonly #folder: string;
  readonly #uploads = new Map<string, Upload>();

  constructor(
    dependencies: Pick<ServerDependencies, 'store' | 'records' | 'sink' | 'metrics' | 'clock' | 'log'>,
    folder: string,
  ) {
    this.#dependencies = dependencies;
    this.#folder = folder;
  }

  /** Throws a ProblemError (429) when too many run already. */
  async begin(asked: Asked): Promise<Upload> {
    const { records, sink, clock, log } = this.#dependencies;
    const running = [...this.#uploads.values()].filter(
      ({ project, state }) => project === asked.project.id && state === 'running',
    );
    if (running.length >= MOST_RUNNING) {
      throw problemError(
        429,
        'too-many-imports',
        `${MOST_RUNNING} imports are running: wait for one of them, or cancel it`,
      );
    }
    const upload = new Upload({
      ...asked,
      sink,
      clock,
      folder: this.#folder,
      onRefused: this.#recorder(asked.project.id),
      onOver: async (over) => {
        setTimeout(() => this.#uploads.delete(over.id), KEPT_MS).unref();
        await endImport(records, over, clock()).catch((error: unknown) => {
          log.error({ err: error }, 'what an import came to could not be written down');
        });
      },
    });
    this.#uploads.set(upload.id, upload);
    try {
      await beginImport(records, upload);
    } catch (error) {
      await upload.cancel('it could not be written down');
      throw error;
    }
    return upload;
  }

  /** Throws a ProblemError (404) when this process knows of none. */
  get(project: string, id: string): Upload {
    const found = this.#uploads.get(id);
    if (found !== undefined && found.project === project) return found;
    throw problemError(
      404,
      'unknown-import',
      `no import "${id}" runs here, or ran within the hour: /api/v1/imports lists what was imported`,
      'id',
    );
  }

  isRunning(id: string): boolean {
    return this.#uploads.get(id)?.state === 'running';
  }

  /** Gives all of them up; what they read is stored. Resolves when they are over. */
  async close(): Promise<void> {
    await Promise.all([...this.#uploads.values()].map((upload) => upload.cancel('the server was stopped')));
  }

  #recorder(project: string): (rows: readonly RefusedAt[]) => Promise<void> {
    const { store, metrics, clock } = this.#dependencies;
    let recorded = 0;
    return async (rows) => {
      metrics.countEvents(project, 'refused', rows.length);
      const taken = rows.slice(0, Math.max(0, RECORDED - recorded));
      const refusals = taken.map(({ file, where, field, code, message, seen }, i) => ({
        position: recorded + i,
        field,
        code,
        message,
        payload: { file, where, seen },
      }));
      recorded += taken.length;
      await recordRejected(store, project, 'import', clock(), refusals);
    };
  }
}
