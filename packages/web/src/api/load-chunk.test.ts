import { afterEach, describe, expect, it, vi } from 'vitest';
import { loadChunk } from './load-chunk.ts';

describe('a part of the app', () => {
  afterEach(() => vi.unstubAllGlobals());

  /** Loads that fail so many times, beside a server that is there. */
  const failing = (times: number) => {
    let asked = 0;
    const load = async (): Promise<string> => {
      asked += 1;
      if (asked <= times) throw new Error('it did not come');
      return 'the part';
    };
    return { load, asked: () => asked };
  };

  it('is asked for again when the server is back by the time that one looks', async () => {
    vi.stubGlobal('fetch', async () => new Response('{}'));
    const once = failing(1);
    expect(await loadChunk(once.load)).toBe('the part');
    expect(once.asked()).toBe(2);
  });

  it('is given up when it fails although the server is there', async () => {
    vi.stubGlobal('fetch', async () => new Response('{}'));
    const always = failing(Number.POSITIVE_INFINITY);
    await expect(loadChunk(always.load)).rejects.toThrow('it did not come');
    expect(always.asked()).toBe(2);
  });
});
