import { readFile } from 'node:fs/promises';
import { Argument, Command } from 'commander';
import { answered, type GlobalOptions, type Terminal, withEngine } from '../context.ts';
import { instantText } from '../output/format.ts';
import { table } from '../output/table.ts';

interface Receiver {
  readonly id: string;
  readonly kind: string;
  readonly host: string;
  readonly failing: { readonly since: number; readonly error: string } | null;
  readonly secret?: string | null;
}

const path = (id: string, rest = ''): string => `/api/v1/alerts/${encodeURIComponent(id)}${rest}`;

/** `cusp alert`: who is told when a sync or a live cohort is in trouble. */
export function alertCommand(terminal: Terminal): Command {
  const command = new Command('alert').description('who is told when a sync or a live cohort is in trouble');
  command
    .command('add')
    .description('tell a channel of Slack, or a webhook of your own')
    .addArgument(new Argument('<kind>', 'where to').choices(['slack', 'webhook']))
    .argument('[address]', 'where messages go; @FILE reads it from a file')
    .action(async (kind: string, address: string | undefined, _, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions>();
      if (address === undefined) {
        // Commander's own words would not help whoever took --url for the address.
        self.error(
          `error: say where messages go: \`cusp alert add ${kind} ADDRESS\`, or @FILE. --url is the server, here as everywhere`,
        );
      }
      const url = address.startsWith('@') ? await fromFile(address.slice(1), self) : address;
      const made = await withEngine(options, (engine) =>
        engine.request<Receiver>('POST', '/api/v1/alerts', { kind, url }),
      );
      answered(terminal, options, made, (each) =>
        [
          `${each.host} is told from now on: try it with \`cusp alert test ${each.id}\``,
          ...(each.secret ? [`secret, shown this once: ${each.secret}`] : []),
        ].join('\n'),
      );
    });
  command
    .command('list')
    .description('who is told')
    .action(async (_, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions>();
      const all = await withEngine(options, (engine) =>
        engine.request<{ receivers: Receiver[] }>('GET', '/api/v1/alerts'),
      );
      answered(terminal, options, all, ({ receivers }) =>
        table(receivers, [
          { title: 'kind', cell: (each) => each.kind },
          { title: 'at', cell: (each) => each.host, flexible: true },
          { title: 'state', cell: stateWords, flexible: true },
          { title: 'id', cell: (each) => each.id },
        ]),
      );
    });
  command
    .command('test <id>')
    .description('send a message of no meaning')
    .action(async (id: string, _, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions>();
      const tested = await withEngine(options, (engine) =>
        engine.request<Receiver>('POST', path(id, '/test'), {}),
      );
      answered(terminal, options, tested, (each) => `${each.host} took the message`);
    });
  command
    .command('remove <id>')
    .description('tell it nothing more')
    .action(async (id: string, _, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions>();
      const gone = await withEngine(options, (engine) =>
        engine.request<{ removed: string }>('DELETE', path(id)),
      );
      answered(terminal, options, gone, ({ removed }) => `receiver ${removed} is removed`);
    });
  return command;
}

function stateWords({ failing }: Receiver): string {
  return failing === null ? 'well' : `failing since ${instantText(failing.since)}: ${failing.error}`;
}

async function fromFile(file: string, self: Command): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => self.error(`error: ${file} cannot be read`));
  return text.trim();
}
