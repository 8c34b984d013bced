import { Argument, Command } from 'commander';
import { answered, type GlobalOptions, type Terminal, withEngine } from '../context.ts';
import { instantText } from '../output/format.ts';
import { table } from '../output/table.ts';

interface Key {
  readonly id: string;
  readonly kind: string;
  readonly prefix: string;
  readonly createdAt: number;
  readonly revokedAt: number | null;
}

/** `cusp key`: who may send events to a project, and who may read it. */
export function keyCommand(terminal: Terminal): Command {
  const command = new Command('key').description('list, create and revoke keys of a project');
  command
    .command('list')
    .description('the keys of the project')
    .action(async (_, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions>();
      const answer = await withEngine(options, (engine) =>
        engine.request<{ keys: Key[] }>('GET', '/api/v1/keys'),
      );
      answered(terminal, options, answer, ({ keys }) =>
        table(keys, [
          { title: 'kind', cell: (key) => key.kind },
          { title: 'begins with', cell: (key) => key.prefix },
          { title: 'created', cell: (key) => instantText(key.createdAt) },
          { title: 'id', cell: (key) => key.id },
          { title: '', cell: (key) => (key.revokedAt === null ? '' : 'revoked') },
        ]),
      );
    });
  command
    .command('create')
    .description('make a key; it is shown this once')
    .addArgument(
      new Argument('<kind>', 'write: may only send events; secret: may do everything').choices([
        'write',
        'secret',
      ]),
    )
    .action(async (kind: string, _, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions>();
      const key = await withEngine(options, (engine) =>
        engine.request<Key & { key: string }>('POST', '/api/v1/keys', { kind }),
      );
      answered(terminal, options, key, (made) => made.key);
    });
  command
    .command('revoke <id>')
    .description('make a key open nothing from now on')
    .action(async (id: string, _, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions>();
      const path = `/api/v1/keys/${encodeURIComponent(id)}`;
      const answer = await withEngine(options, (engine) =>
        engine.request<{ revoked: string }>('DELETE', path),
      );
      answered(terminal, options, answer, ({ revoked }) => `revoked ${revoked}`);
    });
  return command;
}
