import { Argument } from 'commander';
import type { CliCommand } from '../cli.ts';
import { instantText } from '../output/numbers.ts';
import { table } from '../output/table.ts';

interface Key {
  readonly id: string;
  readonly kind: string;
  readonly prefix: string;
  readonly createdAt: number;
  readonly revokedAt: number | null;
}

const COLUMNS = ['id', 'kind', 'begins with', 'made', 'revoked'].map((title) => ({ title }));

export const keyCommand: CliCommand = (program, { cli }) => {
  const key = program.command('key').description('the keys of a project');

  key
    .command('list')
    .description('all keys, revoked ones too')
    .action(() =>
      cli.withEngine(async (engine) => {
        cli.show(await engine.request<{ keys: readonly Key[] }>('GET', '/api/v1/keys'), ({ keys }) =>
          table(
            COLUMNS,
            keys.map((k) => [k.id, k.kind, k.prefix, instantText(k.createdAt), instantText(k.revokedAt)]),
            cli.terminal.width,
          ),
        );
      }),
    );

  key
    .command('create')
    .description('make a key: write keys send events, secret keys do everything')
    .addArgument(new Argument('<kind>').choices(['write', 'secret']))
    .action((kind: string) =>
      cli.withEngine(async (engine) => {
        const made = await engine.request<Key & { key: string }>('POST', '/api/v1/keys', { kind });
        cli.show(made, (value) => `${value.key}\n(${value.kind} key ${value.id}; it is shown this once)`);
      }),
    );

  key
    .command('revoke')
    .description('make a key open nothing from now on')
    .argument('<id>')
    .action((id: string) =>
      cli.withEngine(async (engine) => {
        const path = `/api/v1/keys/${encodeURIComponent(id)}`;
        cli.show(
          await engine.request<{ revoked: string }>('DELETE', path),
          (value) => `revoked ${value.revoked}`,
        );
      }),
    );
};
