import { Command, Option } from 'commander';
import { defused } from '../../define/language/visible.ts';
import { problemError } from '../../util/problem-error.ts';
import { answered, configOf, type GlobalOptions, type Terminal } from '../context.ts';
import { type Engine, openEngine } from '../engine-client.ts';
import { instantText } from '../output/format.ts';
import { table } from '../output/table.ts';

interface Member {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly addedAt: number;
}

interface Link {
  readonly path: string;
  readonly url: string;
  readonly expiresAt: number;
}

const ROLES = ['owner', 'editor', 'viewer'];
const HINT = 'works once, until';

/** `cusp team`: the people who sign in to the app, and what they may do in a project. Where the server runs alone. */
export function teamCommand(terminal: Terminal): Command {
  const command = new Command('team').description(
    'invite people to a project, change their roles, remove them',
  );
  command
    .command('list')
    .description('the people of the project')
    .action(async (_, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions>();
      const answer = await here(options, async (engine) => ({ members: await members(engine) }));
      answered(terminal, options, answer, ({ members: found }) =>
        table(found, [
          { title: 'name', cell: (member) => defused(member.name), flexible: true },
          { title: 'email', cell: (member) => defused(member.email), flexible: true },
          { title: 'role', cell: (member) => member.role },
          { title: 'member since', cell: (member) => instantText(member.addedAt) },
        ]),
      );
    });
  command.addCommand(inviteCommand(terminal));
  command
    .command('role <email> <role>')
    .description('give a member another role: owner, editor or viewer')
    .action(async (email: string, role: string, _, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions>();
      const answer = await here(options, async (engine) => {
        const { id } = await memberBy(engine, email);
        return engine.request<object>('PATCH', `/api/v1/members/${id}`, { role });
      });
      answered(terminal, options, answer, () => `${email} is ${role} now`);
    });
  command
    .command('remove <email>')
    .description('take somebody out of the project at once')
    .action(async (email: string, _, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions>();
      const answer = await here(options, async (engine) => {
        const { id } = await memberBy(engine, email);
        return engine.request<object>('DELETE', `/api/v1/members/${id}`);
      });
      answered(terminal, options, answer, () => `removed ${email}`);
    });
  command
    .command('reset <email>')
    .description('print a link with which a member sets a new password, once, within a day')
    .action(async (email: string, _, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions>();
      const link = await here(options, async (engine) => {
        const { id } = await memberBy(engine, email);
        return linkFrom(engine, options, `/api/v1/members/${id}/reset`, {});
      });
      answered(terminal, options, link, words);
    });
  return command;
}

/** `cusp team invite`: a link that makes somebody a member. */
export function inviteCommand(terminal: Terminal): Command {
  return new Command('invite')
    .argument('[email]')
    .description(
      'print a link that makes somebody a member, once, within 7 days; with an email, that address alone',
    )
    .addOption(new Option('--role <role>', 'what they may do').choices(ROLES).default('owner'))
    .action(async (email: string | undefined, _, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions & { role: string }>();
      const body = { role: options.role, ...(email === undefined ? {} : { email }) };
      const link = await here(options, (engine) => linkFrom(engine, options, '/api/v1/invitations', body));
      answered(terminal, options, link, words);
    });
}

function words({ url, expiresAt }: Link): string {
  return `${url}\n(${HINT} ${instantText(expiresAt)})`;
}

/** Members are managed with the operator's token, which only this machine has. */
async function here<T>(options: GlobalOptions, work: (engine: Engine) => Promise<T>): Promise<T> {
  const config = configOf(options);
  if (config.remote) {
    throw problemError(
      400,
      'not-this-machine',
      'people are managed where the server runs, or by owners in the app: leave --url out',
      '--url',
    );
  }
  const engine = await openEngine(config, options.project);
  try {
    return await work(engine);
  } finally {
    await engine.close();
  }
}

/** A server knows its address; where none runs, the link leads to where one will. */
async function linkFrom(engine: Engine, options: GlobalOptions, path: string, body: object): Promise<Link> {
  const link = await engine.request<Link>('POST', path, body);
  if (engine.app === undefined) return link;
  const { publicUrl, host, port } = configOf(options);
  const base = publicUrl ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  return { ...link, url: `${base}${link.path}` };
}

async function members(engine: Engine): Promise<readonly Member[]> {
  return (await engine.request<{ members: Member[] }>('GET', '/api/v1/members')).members;
}

async function memberBy(engine: Engine, email: string): Promise<Member> {
  const all = await members(engine);
  const found = all.find((member) => member.email === email.toLowerCase());
  if (found) return found;
  const known = all.map((member) => member.email).join(', ');
  throw problemError(
    404,
    'unknown-member',
    `the project has no member ${email}: ${known === '' ? 'it has none; `cusp team invite` makes the first' : `it has ${known}`}`,
    'email',
  );
}
