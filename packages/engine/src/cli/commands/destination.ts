import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { answered, type GlobalOptions, type Terminal, withEngine } from '../context.ts';
import { instantText } from '../output/format.ts';
import { table } from '../output/table.ts';
import { wrapped } from '../output/wrap.ts';

interface ShownDestination {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly state: string;
  readonly message: string | null;
  readonly until: number | null;
  readonly made?: Readonly<Record<string, string>>;
}

interface Setting {
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
}

interface Kind {
  readonly kind: string;
  readonly title: string;
  readonly secrets: readonly string[];
  /** Fields that are made when they are left out. */
  readonly made: readonly string[];
  readonly schema: {
    readonly properties?: Readonly<Record<string, Setting>>;
    readonly required?: readonly string[];
  };
}

const path = (id: string, rest = ''): string => `/api/v1/destinations/${encodeURIComponent(id)}${rest}`;
const collect = (given: string, before: string[]): string[] => [...before, given];

/** `cusp destination`: the messaging tools that cohorts are kept in. */
export function destinationCommand(terminal: Terminal): Command {
  const command = new Command('destination').description('messaging tools that cohorts are kept in');
  command
    .command('add <kind> <name>')
    .description('set up a tool; its credentials are tried first')
    .option('--set <field=value>', 'a setting; @FILE reads it from a file (repeatable)', collect, [])
    .option('--untested', 'keep it without trying the credentials')
    .action(async (kind: string, name: string, _, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions & { set: string[]; untested?: boolean }>();
      const body = {
        kind,
        name,
        settings: await settingsOf(options.set, self),
        untested: options.untested === true,
      };
      const made = await withEngine(options, (engine) =>
        engine.request<ShownDestination>('POST', '/api/v1/destinations', body),
      );
      answered(terminal, options, made, (each) =>
        [
          `destination "${each.name}" is ${each.state}`,
          ...Object.entries(each.made ?? {}).map(([field, value]) => `${field}, shown this once: ${value}`),
        ].join('\n'),
      );
    });
  command
    .command('kinds')
    .description('which tools there are, and their settings')
    .action(async (_, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions>();
      const all = await withEngine(options, (engine) =>
        engine.request<{ kinds: Kind[] }>('GET', '/api/v1/destinations/kinds'),
      );
      answered(terminal, options, all, ({ kinds }) => kinds.map(kindWords).join('\n\n'));
    });
  command
    .command('list')
    .description('the destinations of the project')
    .action(async (_, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions>();
      const all = await withEngine(options, (engine) =>
        engine.request<{ destinations: ShownDestination[] }>('GET', '/api/v1/destinations'),
      );
      answered(terminal, options, all, ({ destinations }) =>
        table(destinations, [
          { title: 'name', cell: (each) => each.name, flexible: true },
          { title: 'kind', cell: (each) => each.kind },
          { title: 'state', cell: stateWords, flexible: true },
        ]),
      );
    });
  command
    .command('set <destination>')
    .description('change settings, such as a key; what was parked goes on')
    .option('--set <field=value>', 'a setting; @FILE reads it from a file (repeatable)', collect, [])
    .option('--untested', 'keep them without trying the credentials')
    .action(async (id: string, _, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions & { set: string[]; untested?: boolean }>();
      const body = { settings: await settingsOf(options.set, self), untested: options.untested === true };
      const changed = await withEngine(options, (engine) =>
        engine.request<ShownDestination>('PATCH', path(id), body),
      );
      answered(terminal, options, changed, (each) => `destination "${each.name}" is ${stateWords(each)}`);
    });
  command
    .command('test <destination>')
    .description('try the credentials; one that was parked and lets us in goes on')
    .action(async (id: string, _, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions>();
      const tested = await withEngine(options, (engine) =>
        engine.request<ShownDestination>('POST', path(id, '/test'), {}),
      );
      answered(terminal, options, tested, (each) => `destination "${each.name}" lets us in`);
    });
  command
    .command('remove <destination>')
    .description('remove it with its syncs; what is in its audiences stays there')
    .action(async (id: string, _, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions>();
      const gone = await withEngine(options, (engine) =>
        engine.request<{ removed: string }>('DELETE', path(id)),
      );
      answered(terminal, options, gone, ({ removed }) => `destination "${removed}" is removed`);
    });
  return command;
}

/** Settings as `field=value`: numbers and true or false are what they look like, everything else is text. */
async function settingsOf(given: readonly string[], self: Command): Promise<Record<string, unknown>> {
  const settings: Record<string, unknown> = {};
  for (const each of given) {
    const at = each.indexOf('=');
    // The value may be a secret, so it is not repeated.
    if (at < 1) self.error('error: --set takes field=value');
    const text = each.slice(at + 1);
    const value = text.startsWith('@') ? await fromFile(text.slice(1), self) : text;
    settings[each.slice(0, at)] = /^(true|false|-?\d{1,15}(\.\d+)?)$/.test(value) ? JSON.parse(value) : value;
  }
  return settings;
}

async function fromFile(file: string, self: Command): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => self.error(`error: ${file} cannot be read`));
  return text.trim();
}

function stateWords({ state, message, until }: ShownDestination): string {
  const when = until === null ? '' : ` until ${instantText(until)}`;
  return `${state}${when}${message === null ? '' : `: ${message}`}`;
}

function kindWords({ kind, title, secrets, made, schema }: Kind): string {
  const required = new Set(schema.required ?? []);
  const fields = Object.entries(schema.properties ?? {}).map(([name, setting]) => {
    const { description, enum: choices, default: usual } = setting;
    const says = [
      description ?? '',
      choices === undefined ? '' : `one of ${choices.join(', ')}`,
      usual === undefined ? '' : `default: ${String(usual)}`,
      made.includes(name) ? 'made when left out' : required.has(name) ? 'required' : '',
      secrets.includes(name) ? 'kept secret' : '',
    ];
    return { name, says: says.filter((each) => each !== '').join('; ') };
  });
  const width = Math.max(...fields.map(({ name }) => name.length));
  return [
    `${kind}  ${title}`,
    ...fields.map(({ name, says }) => `  ${name.padEnd(width)}  ${hanging(says, width + 4)}`),
  ].join('\n');
}

function hanging(text: string, indent: number): string {
  return wrapped(text, ' '.repeat(indent)).trimStart();
}
