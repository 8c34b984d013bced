import { setTimeout as sleep } from 'node:timers/promises';
import { Command, Option } from 'commander';
import type { NamedTransition } from '../../analyse/membership/named-transitions.ts';
import { defused } from '../../define/language/visible.ts';
import { ProblemError } from '../../util/problem-error.ts';
import { cohortQuery, type LiveAnswer } from '../cohort/cohort-answers.ts';
import { behindWord, stateWord } from '../cohort/live-words.ts';
import { configOf, type GlobalOptions, type Terminal } from '../context.ts';
import { openRunning } from '../engine-client.ts';
import { typed, wholeOption } from '../options.ts';
import { count } from '../output/format.ts';
import { wrapped } from '../output/wrap.ts';
import { TRANSITION_TITLES, transitionLine } from '../render/transition.ts';
import { serverSentEvents } from '../server-sent-events.ts';
import { stopSignal } from './serve.ts';

interface WatchOptions extends GlobalOptions {
  readonly of?: string;
  readonly direction?: 'entered' | 'exited';
  readonly after?: string;
  readonly limit?: number;
}

const RETRY_MS = 1_000;

/** `cusp cohort watch`: members as they come and go, until it is stopped. */
export function cohortWatchCommand(terminal: Terminal): Command {
  return new Command('watch')
    .argument('<name>')
    .description('watch members come and go as events arrive, until stopped with Ctrl-C')
    .option('--of <id>', 'only this user or account')
    .addOption(new Option('--direction <which>', 'only these').choices(['entered', 'exited']))
    .option('--after <ordinal>', 'go on after this one, as --json or `transitions` tells it')
    .option('--limit <n>', 'stop after so many', typed(wholeOption))
    .action(async (name: string, _, self: Command) => {
      const stopping = new AbortController();
      void stopSignal().then(() => stopping.abort());
      await watch(terminal, name, self.optsWithGlobals<WatchOptions>(), stopping.signal);
    });
}

/** Follows the stream and goes on where it was when the connection breaks. Ends when it is stopped or has seen enough. */
async function watch(
  terminal: Terminal,
  name: string,
  options: WatchOptions,
  signal: AbortSignal,
): Promise<void> {
  const { of, direction, limit = Number.POSITIVE_INFINITY } = options;
  let last = options.after;
  let left = limit;
  let hasConnected = false;
  while (left > 0) {
    const gone = new AbortController();
    let isTold = false;
    try {
      const engine = await openRunning(configOf(options), options.project);
      const path = cohortQuery(name, '/transitions', { stream: '1', unit: of, direction, after: last });
      const bytes = await engine.stream(path, {}, AbortSignal.any([signal, gone.signal]));
      for await (const { event, data, id } of serverSentEvents(bytes)) {
        last = id ?? last;
        if (event === 'state') {
          said(terminal, isTold ? 'now' : 'watching', name, JSON.parse(data));
          if (!hasConnected && !options.json) terminal.out(TRANSITION_TITLES);
          isTold = true;
          hasConnected = true;
        } else if (event === 'transition') {
          const transition = JSON.parse(data) as NamedTransition;
          terminal.out(options.json ? JSON.stringify(transition) : transitionLine(transition));
          left -= 1;
          if (left === 0) return;
        }
      }
    } catch (error) {
      if (!signal.aborted && (!hasConnected || isRefusal(error))) throw error;
    } finally {
      gone.abort();
    }
    if (isTold && !signal.aborted) terminal.err('the connection broke: trying to go on where it was');
    await sleep(RETRY_MS, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
  }
}

/** An answer that trying again does not change; a server that is not there may be starting again. */
function isRefusal(error: unknown): boolean {
  return error instanceof ProblemError && error.problems[0]?.code !== 'no-server' && error.status < 500;
}

function said(terminal: Terminal, word: string, name: string, live: LiveAnswer): void {
  const size = live.size === null ? '' : `, ${count(live.size)} members`;
  const error = live.error === null ? '' : `: ${live.error}`;
  const building = live.building === null ? '' : `, building version ${live.building.version}`;
  terminal.err(
    wrapped(
      `${word} ${defused(name)}: ${stateWord(live)}, version ${live.version ?? '-'}${size}, ${behindWord(live)} behind${building}${error}`,
    ),
  );
}
