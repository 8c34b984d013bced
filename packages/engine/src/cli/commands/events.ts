import { Command } from 'commander';
import { defused } from '../../define/language/visible.ts';
import { answered, type GlobalOptions, type Terminal, withEngine } from '../context.ts';
import { count, instantText } from '../output/format.ts';
import { table } from '../output/table.ts';

interface Catalogue {
  readonly events: readonly {
    readonly name: string;
    readonly count: number;
    readonly firstSeen: number;
    readonly lastSeen: number;
  }[];
  /** Names past the most that an answer lists. */
  readonly leftOut: number;
}

/** `cusp events`: the names that came in. */
export function eventsCommand(terminal: Terminal): Command {
  return new Command('events')
    .description('the events that came in, the most frequent first')
    .action(async (_, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions>();
      const catalogue = await withEngine(options, (engine) =>
        engine.request<Catalogue>('GET', '/api/v1/events'),
      );
      answered(terminal, options, catalogue, words);
    });
}

function words({ events, leftOut }: Catalogue): string {
  if (events.length === 0) return 'no events yet: see `cusp import`, or send some to `cusp serve`';
  const lines = table(events, [
    { title: 'event', cell: (each) => defused(each.name), flexible: true },
    { title: 'times', cell: (each) => count(each.count), right: true },
    { title: 'earliest (UTC)', cell: (each) => instantText(each.firstSeen).slice(0, 16) },
    { title: 'latest (UTC)', cell: (each) => instantText(each.lastSeen).slice(0, 16) },
  ]);
  return leftOut > 0 ? `${lines}\nand ${count(leftOut)} rarer names` : lines;
}
