import { get, type IncomingMessage } from 'node:http';

/** What the bench reads of a transition on the stream. */
export interface Seen {
  readonly id: string;
  readonly direction: 'entered' | 'exited';
  /** The instant at which it was known, by the clock of the machine. */
  readonly recorded: number;
}

const TRANSITION = 'event: transition\n';
const DATA = 'data: ';

/**
 * Opens a cohort's stream of server-sent events. `onChunk` gets what comes of it as text, cut anywhere, with the instant at
 * which it came. Answers how to close it, once the stream has begun.
 */
export function openStream(
  url: string,
  secretKey: string,
  cohort: string,
  onChunk: (text: string, now: number) => void,
): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${secretKey}`, accept: 'text/event-stream' };
    const asked = get(
      `${url}/api/v1/cohorts/${cohort}/transitions`,
      { headers },
      (answer: IncomingMessage) => {
        if (answer.statusCode !== 200)
          return reject(new Error(`the stream was answered ${answer.statusCode}`));
        answer.setEncoding('utf8');
        answer.on('data', (text: string) => onChunk(text, Date.now()));
        answer.on('error', () => undefined);
        // The state comes at once: from then on everything is told.
        answer.once('data', () => resolve(() => asked.destroy()));
      },
    );
    asked.on('error', reject);
  });
}

/** Reads transitions out of the chunks of a stream, and hands each on with the instant at which it came. */
export function eachTransition(
  onSeen: (seen: Seen, now: number) => void,
): (text: string, now: number) => void {
  let rest = '';
  return (text, now) => {
    const blocks = (rest + text).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      if (!block.startsWith(TRANSITION)) continue;
      onSeen(JSON.parse(block.slice(block.indexOf(DATA) + DATA.length)) as Seen, now);
    }
  };
}

/** Counts transitions of one direction in the chunks of a stream, which costs next to nothing beside reading them. */
export function countTransitions(
  direction: Seen['direction'],
  onCounted: (count: number, now: number) => void,
): (text: string, now: number) => void {
  const wanted = `"direction":"${direction}"`;
  let rest = '';
  let count = 0;
  return (text, now) => {
    const all = rest + text;
    let from = 0;
    for (let at = all.indexOf(wanted); at >= 0; at = all.indexOf(wanted, from)) {
      count += 1;
      from = at + wanted.length;
    }
    rest = all.slice(Math.max(from, all.length - wanted.length + 1));
    onCounted(count, now);
  };
}
