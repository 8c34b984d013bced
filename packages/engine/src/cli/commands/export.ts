import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { answered, type GlobalOptions, type Terminal, withEngine } from '../context.ts';
import type { Engine } from '../engine-client.ts';
import { instantOption } from '../options.ts';
import { count, instantText } from '../output/format.ts';
import { table } from '../output/table.ts';

interface ShownExport {
  readonly id: string;
  readonly cohort: string;
  readonly kind: string;
  readonly url: string | null;
  readonly createdAt: number;
  readonly secret?: string;
}

interface ShownRun {
  readonly id: number;
  readonly asOf: number;
  readonly entered: number;
  readonly exited: number;
  readonly total: number;
  readonly outcome: string | null;
  readonly error: string | null;
  readonly files?: readonly string[];
}

const path = (id: string, rest = ''): string => `/api/v1/exports/${encodeURIComponent(id)}${rest}`;
const comma = (text: string): string[] =>
  text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');

/** `cusp export`: a cohort's members to a receiver, entries and exits since it was last told. */
export function exportCommand(terminal: Terminal): Command {
  const command = new Command('export').description('bring a cohort to a webhook or to CSV files');
  command
    .command('create <cohort>')
    .description('bind a cohort to a receiver')
    .option('--webhook <url>', 'send signed messages there')
    .option('--csv', 'write CSV files')
    .option('--properties <names>', 'properties to send along, with commas', comma, [])
    .action(async (cohort: string, _, self: Command) => {
      const options = self.optsWithGlobals<
        GlobalOptions & { webhook?: string; csv?: boolean; properties: string[] }
      >();
      if ((options.webhook === undefined) === (options.csv !== true))
        self.error('error: give either --webhook URL or --csv');
      const { properties } = options;
      const receiver =
        options.webhook === undefined
          ? { kind: 'csv', properties }
          : { kind: 'webhook', url: options.webhook, properties };
      const made = await withEngine(options, (engine) =>
        engine.request<ShownExport>('POST', '/api/v1/exports', { cohort, receiver }),
      );
      answered(terminal, options, made, (each) =>
        [
          `export ${each.id}`,
          ...(each.secret === undefined ? [] : [`signing secret, shown this once: ${each.secret}`]),
        ].join('\n'),
      );
    });
  command
    .command('list')
    .description('the exports of the project')
    .action(async (_, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions>();
      const all = await withEngine(options, (engine) =>
        engine.request<{ exports: ShownExport[] }>('GET', '/api/v1/exports'),
      );
      answered(terminal, options, all, ({ exports }) =>
        table(exports, [
          { title: 'cohort', cell: (each) => each.cohort, flexible: true },
          { title: 'receiver', cell: (each) => each.url ?? 'CSV files', flexible: true },
          { title: 'id', cell: (each) => each.id },
        ]),
      );
    });
  command
    .command('run <id>')
    .description('tell the receiver who entered and who left since the last run')
    .option('--as-of <instant>', 'the membership as of then (default: now)')
    .option('--out <folder>', 'CSV: also put the files there')
    .action(async (id: string, _, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions & { asOf?: string; out?: string }>();
      const body =
        options.asOf === undefined ? {} : { asOf: instantOption(options.asOf, '--as-of', Date.now()) };
      const ran = await withEngine(options, async (engine) => {
        const result = await engine.request<ShownRun>('POST', path(id, '/runs'), body);
        if (options.out !== undefined) await fetchFiles(engine, id, result.files ?? [], options.out);
        return result;
      });
      answered(terminal, options, ran, runWords);
      if (ran.outcome === 'failed') self.error(`error: ${ran.error ?? 'the run failed'}`, { exitCode: 1 });
    });
  command
    .command('runs <id>')
    .description('what each run did')
    .action(async (id: string, _, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions>();
      const all = await withEngine(options, (engine) =>
        engine.request<{ runs: ShownRun[] }>('GET', path(id, '/runs')),
      );
      answered(terminal, options, all, ({ runs }) =>
        table(runs, [
          { title: 'run', cell: (run) => String(run.id), right: true },
          { title: 'membership as of', cell: (run) => instantText(run.asOf) },
          { title: 'entered', cell: (run) => count(run.entered), right: true },
          { title: 'left', cell: (run) => count(run.exited), right: true },
          { title: 'members', cell: (run) => count(run.total), right: true },
          { title: 'outcome', cell: (run) => run.error ?? run.outcome ?? 'running', flexible: true },
        ]),
      );
    });
  return command;
}

async function fetchFiles(
  engine: Engine,
  id: string,
  files: readonly string[],
  folder: string,
): Promise<void> {
  for (const name of files)
    await writeFile(`${folder}/${name}`, await engine.text('GET', path(id, `/files/${name}`)));
}

function runWords(run: ShownRun): string {
  const told = `run ${run.id}: ${count(run.entered)} entered, ${count(run.exited)} left, ${count(run.total)} members as of ${instantText(run.asOf)}`;
  const files = (run.files ?? []).map((file) => `  ${file}`);
  return [run.outcome === 'unchanged' ? `${told}; nothing to tell` : told, ...files].join('\n');
}
