import { Command } from 'commander';
import { answered, type GlobalOptions, type Terminal, withEngine } from '../context.ts';
import { count } from '../output/format.ts';
import { table } from '../output/table.ts';
import {
  driftWords,
  previewWords,
  type ShownDrift,
  type ShownPreview,
  type ShownSync,
  type ShownWarning,
  syncWords,
  warningLines,
} from '../render/sync.ts';

const path = (id: string, rest = ''): string => `/api/v1/syncs/${encodeURIComponent(id)}${rest}`;
const collect = (given: string, before: string[]): string[] => [...before, given];

interface Passed {
  readonly added: number;
  readonly removed: number;
  readonly failed: number;
  readonly fault: { readonly kind: string; readonly message: string } | null;
}

/** `cusp sync`: a cohort in an audience of a destination, once or kept up to date. */
export function syncCommand(terminal: Terminal): Command {
  const command = new Command('sync').description('keep a cohort in a messaging tool');
  command
    .command('create')
    .description('keep a cohort in an audience')
    .requiredOption('--cohort <name>', 'which cohort')
    .requiredOption('--destination <name>', 'which destination')
    .option('--once', 'send it once, and not what changes later')
    .option('--audience <name>', 'its name over there (default: the name of the cohort)')
    .option('--email <property>', 'the property that holds the email (default: email)')
    .option('--attribute <field=property>', 'send a property along as that field (repeatable)', collect, [])
    .option('--reason <field>', 'send the reason of entry along as that field')
    .option('--entered-at <field>', 'send the instant of entry along as that field')
    .option('--event <name>', 'tell of each entry from now on by an event of that name')
    .option('--exclusive', 'take out who is in the audience and not a member')
    .option('--paused', 'send nothing until it is resumed: to preview first')
    .action(async (_, self: Command) => {
      const options = self.optsWithGlobals<
        GlobalOptions & {
          cohort: string;
          destination: string;
          once?: boolean;
          audience?: string;
          email?: string;
          attribute: string[];
          reason?: string;
          enteredAt?: string;
          event?: string;
          exclusive?: boolean;
          paused?: boolean;
        }
      >();
      const { reason, enteredAt, event } = options;
      const attributes: Record<string, string> = {};
      for (const each of options.attribute) {
        const [field = '', property = ''] = each.split(/=(.*)/s);
        if (field === '' || property === '') self.error('error: --attribute takes field=property');
        attributes[field] = property;
      }
      const body = {
        cohort: options.cohort,
        destination: options.destination,
        mode: options.once === true ? 'once' : 'dynamic',
        ...(options.audience === undefined ? {} : { audience: options.audience }),
        mapping: {
          ...(options.email === undefined ? {} : { email: options.email }),
          attributes,
          reason,
          enteredAt,
          event,
        },
        exclusive: options.exclusive === true,
        paused: options.paused === true,
      };
      const made = await withEngine(options, (engine) =>
        engine.request<ShownSync & { warnings: ShownWarning[] }>('POST', '/api/v1/syncs', body),
      );
      answered(terminal, options, made, (each) =>
        [`sync ${each.id} is ${each.state}`, ...warningLines(each.warnings)].join('\n'),
      );
    });
  command
    .command('list')
    .description('the syncs of the project')
    .action(async (_, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions>();
      const all = await withEngine(options, (engine) =>
        engine.request<{ syncs: ShownSync[] }>('GET', '/api/v1/syncs'),
      );
      answered(terminal, options, all, ({ syncs }) =>
        table(syncs, [
          { title: 'cohort', cell: (each) => each.cohort, flexible: true },
          { title: 'to', cell: (each) => each.destination, flexible: true },
          { title: 'wanted', cell: (each) => (each.wanted === null ? '-' : count(each.wanted)), right: true },
          { title: 'there', cell: (each) => count(each.there), right: true },
          { title: 'state', cell: stateWord },
          { title: 'id', cell: (each) => each.id },
        ]),
      );
    });
  const about = (
    verb: string,
    says: string,
    method: 'GET' | 'POST',
    rest: string,
    words: (each: never) => string,
  ) =>
    command
      .command(`${verb} <id>`)
      .description(says)
      .action(async (id: string, _, self: Command) => {
        const options = self.optsWithGlobals<GlobalOptions>();
        const answer = await withEngine(options, (engine) =>
          engine.request<never>(method, path(id, rest), method === 'POST' ? {} : undefined),
        );
        answered(terminal, options, answer, words);
      });
  about('show', 'how it stands, and the people who are not settled', 'GET', '', (each: ShownSync) =>
    syncWords(each),
  );
  about('preview', 'what would be sent now, without sending it', 'GET', '/preview', (each: ShownPreview) =>
    previewWords(each),
  );
  about(
    'check',
    'look into the audience, and tell who is missing or extra',
    'POST',
    '/check',
    (each: ShownDrift) => driftWords(each),
  );
  about(
    'pause',
    'send nothing until it is resumed',
    'POST',
    '/pause',
    (each: ShownSync) => `sync ${each.id} is paused`,
  );
  about(
    'resume',
    'go on, with the net difference',
    'POST',
    '/resume',
    (each: ShownSync) => `sync ${each.id} is running`,
  );
  command
    .command('run <id>')
    .description('compare all members now and send the difference')
    .action(async (id: string, _, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions>();
      const ran = await withEngine(options, (engine) => engine.request<Passed>('POST', path(id, '/run'), {}));
      answered(
        terminal,
        options,
        ran,
        ({ added, removed, failed }) =>
          `${count(added)} put in, ${count(removed)} taken out, ${count(failed)} not settled`,
      );
      if (ran.fault) self.error(`error: ${ran.fault.message}`, { exitCode: 1 });
    });
  command
    .command('retry <id>')
    .description('try those again who were refused or wait')
    .option('--reason <reason>', 'only those of this reason')
    .action(async (id: string, _, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions & { reason?: string }>();
      const body = options.reason === undefined ? {} : { reason: options.reason };
      const { again } = await withEngine(options, (engine) =>
        engine.request<{ again: number }>('POST', path(id, '/retry'), body),
      );
      answered(terminal, options, { again }, () => `${count(again)} are tried again`);
    });
  command
    .command('remove <id>')
    .description('end it; who is in the audience stays there')
    .action(async (id: string, _, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions>();
      const gone = await withEngine(options, (engine) =>
        engine.request<{ removed: string }>('DELETE', path(id)),
      );
      answered(terminal, options, gone, ({ removed }) => `sync ${removed} is removed`);
    });
  return command;
}

/** The one word that matters most: what is wrong, else what it does. */
function stateWord({ health, destinationState, state }: ShownSync): string {
  if (health.state !== 'healthy') return health.state;
  return destinationState === 'ready' ? state : destinationState;
}
