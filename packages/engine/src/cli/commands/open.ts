import { Command } from 'commander';
import { problemError } from '../../util/problem-error.ts';
import { makeAppLink } from '../app-link.ts';
import { answered, configOf, type GlobalOptions, type Terminal } from '../context.ts';
import { findServer, overHttp } from '../engine-client.ts';

/** `cusp open`: a fresh link to the app of the running server. */
export function openCommand(terminal: Terminal): Command {
  return new Command('open')
    .description('print a link that signs a browser on this machine in to the app, once')
    .action(async (_, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions>();
      const config = configOf(options);
      if (config.remote) {
        throw problemError(
          400,
          'not-this-machine',
          `a link works where the server runs: run \`cusp open\` there, or sign in at ${config.remote.url}`,
          '--url',
        );
      }
      const running = await findServer(config);
      if (running === undefined) {
        throw problemError(
          409,
          'no-server',
          'no server runs on this data: start `cusp serve`, which prints a link',
        );
      }
      const link = await makeAppLink(overHttp(running.url, running.token, undefined), running.url);
      answered(terminal, options, link, ({ url }) => url);
    });
}
