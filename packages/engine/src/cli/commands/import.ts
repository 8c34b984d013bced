import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { fileCheckpoints } from '../../ingest/files/checkpoint.ts';
import { guessMapping } from '../../ingest/files/guess-mapping.ts';
import { type ImportProgress, importFiles } from '../../ingest/files/import-files.ts';
import type { ImportReport, RefusedAt } from '../../ingest/files/import-report.ts';
import { type Mapping, parseMappingText } from '../../ingest/files/mapping.ts';
import { type Preview, previewFiles } from '../../ingest/files/preview-files.ts';
import type { Project } from '../../model/project.ts';
import { must } from '../../util/assert.ts';
import { ProblemError, problemError } from '../../util/problem-error.ts';
import { answered, configOf, type GlobalOptions, type Terminal, withEngine } from '../context.ts';
import type { Engine } from '../engine-client.ts';
import { httpSink } from '../http-sink.ts';
import { count, elapsed, instantText } from '../output/format.ts';
import { progress } from '../output/progress.ts';

interface ImportFlags extends GlobalOptions {
  readonly mapping?: string | undefined;
  readonly dryRun?: number | undefined;
  readonly refused?: string | undefined;
  readonly strict?: boolean | undefined;
  readonly fromStart?: boolean | undefined;
  readonly guess?: boolean | undefined;
}

/** Refused rows that are written into the project's record of refusals, where `cusp rejected` and the page show them. */
const RECORDED = 10_000;

/** `cusp import`: events out of files. Running it again stores nothing twice. */
export function importCommand(terminal: Terminal): Command {
  return new Command('import')
    .description('read events from JSON lines, CSV, Parquet or an Amplitude export')
    .argument('<path...>', 'files, or patterns such as "logs/*.json.gz"')
    .option('--mapping <file>', 'says which column is what; not needed for an Amplitude export')
    .option('--dry-run <rows>', 'store nothing: show what the first rows become', wholeNumber)
    .option('--guess', 'store nothing: propose a mapping from the first rows')
    .option('--refused <file>', 'write every refused row into this file, as JSON lines')
    .option('--from-start', 'read rows again that an earlier run has finished')
    .option('--strict', 'exit with 1 when any row was refused')
    .action(async (paths: string[], _, self: Command) => {
      const flags = self.optsWithGlobals<ImportFlags>();
      if (flags.guess) {
        terminal.out(JSON.stringify(await guessMapping(must(paths[0], 'a path')), null, 2));
        return;
      }
      const mapping = flags.mapping === undefined ? undefined : await readMapping(flags.mapping);
      if (flags.dryRun !== undefined) {
        const preview = await previewFiles({ paths, mapping, rows: flags.dryRun, clock: Date.now });
        answered(terminal, flags, preview, previewWords);
        return;
      }
      const report = await runImport(terminal, flags, paths, mapping);
      answered(terminal, flags, report, (done) => reportWords(done, flags));
      failIfNeeded(report, flags);
    });
}

async function runImport(
  terminal: Terminal,
  flags: ImportFlags,
  paths: readonly string[],
  mapping: Mapping | undefined,
): Promise<ImportReport> {
  return withEngine(flags, async (engine) => {
    const project = await projectOf(engine);
    const folder = join(configOf(flags).dataDir, 'imports');
    const checkpoints = fileCheckpoints(folder);
    const refusals = refusalWriter(flags.refused, engine);
    const shown = progress(terminal, 'import');
    const rate = rateOf();
    try {
      return await importFiles({
        paths,
        mapping,
        project,
        clock: Date.now,
        sink: engine.app?.dependencies.sink ?? httpSink(engine),
        // A server may take requests out of their order; within this process calls keep it.
        inFlight: engine.app === undefined ? 1 : undefined,
        checkpoints: flags.fromStart ? { ...checkpoints, read: async () => undefined } : checkpoints,
        onRefused: refusals.write,
        onProgress: (at) => shown.show(at.bytes / Math.max(1, at.totalBytes), rate(at)),
      });
    } finally {
      shown.done();
      await refusals.close();
    }
  });
}

async function projectOf(engine: Engine): Promise<Project> {
  const { project } = await engine.request<{ project: Project }>('GET', '/api/v1/status');
  return project;
}

async function readMapping(path: string): Promise<Mapping> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw problemError(400, 'no-such-file', `the mapping cannot be read: ${error.message}`, '--mapping');
  });
  const parsed = parseMappingText(text);
  if (parsed.ok) return parsed.value;
  throw new ProblemError(400, parsed.problems);
}

interface RefusalWriter {
  readonly write: (rows: readonly RefusedAt[]) => Promise<void>;
  readonly close: () => Promise<void>;
}

function refusalWriter(path: string | undefined, engine: Engine): RefusalWriter {
  let file: WriteStream | undefined;
  let failure: Error | undefined;
  let recorded = 0;
  if (path !== undefined) {
    file = createWriteStream(path);
    file.on('error', (error) => {
      failure = error;
    });
  }
  return {
    async write(rows) {
      if (failure !== undefined) throw problemError(400, 'cannot-write', failure.message, '--refused');
      if (file !== undefined) {
        const text = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
        if (!file.write(text)) await once(file, 'drain');
      }
      const taken = rows.slice(0, Math.max(0, RECORDED - recorded));
      if (taken.length === 0) return;
      const refusals = taken.map(({ file: name, where, field, code, message, seen }, i) => ({
        position: recorded + i,
        field,
        code,
        message,
        payload: { file: name, where, seen },
      }));
      recorded += taken.length;
      await engine.request('POST', '/api/v1/events', { events: [], refusals });
    },
    close: () => new Promise((resolve) => (file === undefined ? resolve() : file.end(() => resolve()))),
  };
}

/** Rows so far, rows a second and the time left, from what was seen since the start. */
function rateOf(): (at: ImportProgress) => string {
  const started = performance.now();
  return ({ rows, bytes, totalBytes }) => {
    const ms = Math.max(1, performance.now() - started);
    const left =
      bytes === 0
        ? ''
        : `, ${elapsed(Math.ceil(((totalBytes - bytes) / bytes) * (ms / 1_000)) * 1_000)} left`;
    return `${count(rows)} rows, ${count((rows / ms) * 1_000)}/s${left}`;
  };
}

function reportWords(report: ImportReport, flags: ImportFlags): string {
  const lines = [`read        ${count(report.rows)} rows of ${files(report.files.length)}`];
  lines.push(`stored      ${count(report.stored)} events${period(report)}`);
  if (report.duplicates > 0)
    lines.push(`repeated    ${count(report.duplicates)}, stored before and not stored again`);
  if (report.resumed > 0) {
    lines.push(
      `passed over ${count(report.resumed)} rows that an earlier run finished (--from-start reads them again)`,
    );
  }
  for (const { reason, rows } of report.skipped) lines.push(`skipped     ${count(rows)}: ${reason}`);
  for (const group of report.refused) {
    lines.push(
      `refused     ${count(group.rows)}: ${group.field === '' ? 'the row' : group.field} (${group.code})`,
    );
    for (const { file, where, message, seen } of group.examples) {
      lines.push(`            ${file} ${where}: ${message}${seen === '' ? '' : `; seen: ${seen}`}`);
    }
  }
  if (report.refused.length > 0 && flags.refused === undefined) {
    lines.push(
      '            --refused FILE writes every refused row; mend the mapping or file and import again',
    );
  }
  for (const warning of report.warnings) lines.push(`warning     ${warning}`);
  return lines.join('\n');
}

function period({ from, until }: ImportReport): string {
  return from === undefined || until === undefined ? '' : `, ${instantText(from)} to ${instantText(until)}`;
}

function files(n: number): string {
  return n === 1 ? '1 file' : `${count(n)} files`;
}

/** Refused rows alone are no failure, unless asked: they are told, and the rest is stored. A file cut short is one. */
function failIfNeeded(report: ImportReport, flags: ImportFlags): void {
  const troubles = report.files.flatMap(({ path, troubles: of }) =>
    of.map((trouble) => `${path}: ${trouble}`),
  );
  if (troubles.length > 0) {
    throw problemError(422, 'unreadable-file', troubles.slice(0, 10).join('; '));
  }
  const refused = report.refused.reduce((sum, group) => sum + group.rows, 0);
  if (refused > 0 && (flags.strict || report.stored + report.duplicates + report.resumed === 0)) {
    throw problemError(422, 'refused-rows', `${count(refused)} rows were refused`);
  }
}

function previewWords(preview: Preview): string {
  const lines = preview.rows.map(({ where, becomes }) => `${where}  ${JSON.stringify(becomes)}`);
  lines.push('', 'property types seen:');
  for (const { property, of, types, rows } of preview.properties) {
    lines.push(`  ${of} ${property}: ${types.join(' or ')} (${count(rows)} rows)`);
  }
  for (const trouble of preview.troubles) lines.push(`warning: ${trouble}`);
  lines.push('', 'nothing was stored');
  return lines.join('\n');
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0 && number <= 100_000) return number;
  throw new InvalidArgumentError('give a number of rows from 1 to 100,000');
}
