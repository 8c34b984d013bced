import { describe, expect, it } from 'vitest';
import { SharedRuns } from './shared-runs.ts';

interface Begun {
  readonly signal: AbortSignal;
  readonly report: (report: string) => void;
  readonly isHeard: () => boolean;
  readonly finish: (result: string) => void;
  readonly fail: (reason: unknown) => void;
}

function bench() {
  const runs = new SharedRuns<string, string>();
  const begun: Begun[] = [];
  let version = 0;
  const join = (name: string, signal?: AbortSignal, onReport?: (report: string) => void) => {
    const result = runs.join({
      name,
      version: () => version,
      signal,
      onReport,
      start: (signal, { tell, areThere }) =>
        new Promise((finish, fail) => {
          begun.push({ signal, report: tell, isHeard: areThere, finish, fail });
        }),
    });
    result.catch(() => undefined);
    return result;
  };
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  return { runs, begun, join, turn, change: () => (version += 1) };
}

describe('shared runs', () => {
  it('is one run for all who ask the same while it lasts, and a new one afterwards', async () => {
    const { begun, join, turn, runs } = bench();
    const all = [join('a'), join('a'), join('b')];
    await turn();
    expect(begun).toHaveLength(2);
    begun[0]?.finish('first');
    begun[1]?.finish('other');
    expect(await Promise.all(all)).toEqual(['first', 'first', 'other']);
    expect(runs.size).toBe(0);
    const again = join('a');
    await turn();
    expect(begun).toHaveLength(3);
    begun[2]?.finish('second');
    expect(await again).toBe('second');
  });

  it('gives nobody a result from before a change that came before they asked', async () => {
    const { begun, join, turn, change } = bench();
    const early = join('a');
    await turn();
    change();
    const late = [join('a'), join('a')];
    await turn();
    expect(begun).toHaveLength(1);
    begun[0]?.finish('old');
    expect(await early).toBe('old');
    await turn();
    expect(begun).toHaveLength(2);
    const fresh = join('a');
    begun[1]?.finish('new');
    expect(await Promise.all([...late, fresh])).toEqual(['new', 'new', 'new']);
    expect(begun).toHaveLength(2);
  });

  it('goes on for those who stay, and stops when the last has left', async () => {
    const { begun, join, turn, runs } = bench();
    const [one, two] = [new AbortController(), new AbortController()];
    const first = join('a', one.signal);
    const second = join('a', two.signal);
    await turn();
    one.abort(new Error('left'));
    await expect(first).rejects.toThrow('left');
    expect(begun[0]?.signal.aborted).toBe(false);
    two.abort(new Error('left too'));
    await expect(second).rejects.toThrow('left too');
    expect(begun[0]?.signal.aborted).toBe(true);
    expect(runs.size).toBe(0);
    const third = join('a');
    await turn();
    begun[0]?.fail(new Error('stopped'));
    begun[1]?.finish('anew');
    expect(await third).toBe('anew');
  });

  it('does not begin the next run when all who wanted it have left, and begins it when nobody wants the running one', async () => {
    const { begun, join, turn, change, runs } = bench();
    const [one, two] = [new AbortController(), new AbortController()];
    const early = join('a', one.signal);
    await turn();
    change();
    const late = join('a', two.signal);
    two.abort();
    await expect(late).rejects.toThrow();
    begun[0]?.finish('old');
    expect(await early).toBe('old');
    await turn();
    expect(begun).toHaveLength(1);

    const gone = new AbortController();
    const running = join('b', gone.signal);
    await turn();
    change();
    const waiting = join('b');
    gone.abort();
    await expect(running).rejects.toThrow();
    await turn();
    expect(begun).toHaveLength(3);
    begun[2]?.finish('new');
    expect(await waiting).toBe('new');
    expect(runs.size).toBe(0);
  });

  it('tells a failure to everybody, and lets the next try', async () => {
    const { begun, join, turn } = bench();
    const both = [join('a'), join('a')];
    await turn();
    begun[0]?.fail(new Error('broken'));
    for (const each of both) await expect(each).rejects.toThrow('broken');
    const next = join('a');
    await turn();
    begun[1]?.finish('whole');
    expect(await next).toBe('whole');
  });

  it('reports to those who listen, from when they came', async () => {
    const { begun, join, turn } = bench();
    const [heard, late]: [string[], string[]] = [[], []];
    const silent = join('a');
    await turn();
    expect(begun[0]?.isHeard()).toBe(false);
    const first = join('a', undefined, (report) => heard.push(report));
    expect(begun[0]?.isHeard()).toBe(true);
    begun[0]?.report('one');
    void join('a', undefined, (report) => late.push(report));
    begun[0]?.report('two');
    begun[0]?.finish('done');
    expect(await first).toBe(await silent);
    expect(heard).toEqual(['one', 'two']);
    expect(late).toEqual(['two']);
  });

  it('does not begin for one who has left already', async () => {
    const { begun, join, turn } = bench();
    await expect(join('a', AbortSignal.abort())).rejects.toThrow();
    await turn();
    expect(begun).toHaveLength(0);
  });
});
