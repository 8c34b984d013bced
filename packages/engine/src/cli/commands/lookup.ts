import { Command } from 'commander';
import type { LookupAnswer } from '../../analyse/lookup/result.ts';
import type { QueryAnswer } from '../../analyse/query/run-query.ts';
import { ProblemError, problemError } from '../../util/problem-error.ts';
import { printAnswer, typedNames } from '../ask.ts';
import { type GlobalOptions, type Terminal, withEngine } from '../context.ts';
import type { Engine } from '../engine-client.ts';
import { putQuestion } from '../put-question.ts';

interface LookupOptions extends GlobalOptions {
  readonly search?: boolean;
  readonly property?: string;
  readonly events?: string;
  readonly before?: string;
  readonly limit?: string;
  readonly timeline?: boolean;
  readonly show?: string;
}

/** `cusp user` and `cusp account`: everything known of one, or a search for whom is meant. */
export function lookupCommand(terminal: Terminal, unit: 'user' | 'account'): Command {
  const name = unit === 'user' ? 'user id, device id, or the start of one' : 'name, or the start of one';
  return new Command(unit)
    .argument('[id]', name)
    .description(`look up ${unit === 'user' ? 'a user' : 'an account'}: properties, cohorts, what they did`)
    .option('--search', 'list who is meant, even when an id fits exactly')
    .option('--property <name=value>', 'search for those who have this now; name~part: a part of it')
    .option('--timeline', 'what happened, of all kinds in one list, newest first')
    .option('--show <kinds>', 'with --timeline: some of event,session,property,cohort,touch')
    .option('--events <n>', 'events shown (default: 50)')
    .option('--before <time:seq>', 'events (or entries) before these, as the page before said')
    .option('--limit <n>', 'how many a search (default: 20) or a timeline (100) lists')
    .action(async (id: string | undefined, _, self: Command) => {
      const options = self.optsWithGlobals<LookupOptions>();
      const answer = await withEngine(options, (engine) => lookedUp(engine, terminal, unit, id, options));
      printAnswer(terminal, options, answer);
    });
}

async function lookedUp(
  engine: Engine,
  terminal: Terminal,
  unit: 'user' | 'account',
  id: string | undefined,
  options: LookupOptions,
): Promise<QueryAnswer> {
  const ask = (question: object) =>
    putQuestion<LookupAnswer>(engine, terminal, { kind: 'lookup', unit, ...question });
  const search = () =>
    ask({
      of: 'search',
      text: id,
      property: options.property === undefined ? undefined : typedProperty(options.property),
      limit: options.limit === undefined ? undefined : Number(options.limit),
    });
  if (id !== undefined && options.timeline) {
    return ask({
      of: 'timeline',
      id,
      show: options.show === undefined ? undefined : typedNames(options.show),
      before: options.before,
      limit: options.limit === undefined ? undefined : Number(options.limit),
    });
  }
  if (id === undefined || options.search || options.property !== undefined) return search();
  const { cohorts } = await engine.request<{ cohorts: { name: string; unit: string }[] }>(
    'GET',
    '/api/v1/cohorts',
  );
  const events = {
    limit: options.events === undefined ? undefined : Number(options.events),
    before: options.before === undefined ? undefined : typedCursor(options.before),
  };
  const named = cohorts.filter((cohort) => cohort.unit === unit).map((cohort) => cohort.name);
  try {
    return await ask({ of: 'one', id, cohorts: named.slice(0, 100), events });
  } catch (error) {
    // Nobody has exactly this id: it may be the start of one.
    if (!(error instanceof ProblemError && error.status === 404)) throw error;
    const found = await search();
    if (found.answer.of === 'search' && found.answer.matches.length === 0) throw error;
    return found;
  }
}

/** A value as it is typed: a number or true or false when it reads as one; in double quotes it stays text. */
function typedProperty(written: string): {
  name: string;
  value: string | number | boolean;
  op?: 'contains';
} {
  const part = /^([^=~]+)~(.+)$/s.exec(written);
  if (part) return { name: part[1] ?? '', value: part[2] ?? '', op: 'contains' };
  const at = written.indexOf('=');
  if (at < 1) throw problemError(400, 'bad-property', 'write such as plan=free', '--property');
  const [name, text] = [written.slice(0, at), written.slice(at + 1)];
  if (/^".*"$/.test(text)) return { name, value: text.slice(1, -1) };
  if (text === 'true' || text === 'false') return { name, value: text === 'true' };
  return { name, value: text !== '' && Number.isFinite(Number(text)) ? Number(text) : text };
}

function typedCursor(written: string): { time: number; seq: string } {
  const found = /^(\d+):(\d+)$/.exec(written);
  if (!found) throw problemError(400, 'bad-cursor', 'write it as the page before said it', '--before');
  return { time: Number(found[1]), seq: found[2] ?? '' };
}
