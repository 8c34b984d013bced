import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutAt } from '../../../../../test/support/cut-bytes.ts';
import { readLines } from './read-lines.ts';

async function lines(chunks: AsyncIterable<Uint8Array>, max?: number): Promise<string[]> {
  const out: string[] = [];
  for await (const block of readLines(chunks, max)) {
    expect(block.first).toBe(out.length + 1);
    block.lines.forEach((line, i) => {
      out.push(block.faults?.get(i) ?? line);
    });
  }
  return out;
}

describe('readLines', () => {
  it('gives the same lines wherever the bytes are cut', async () => {
    const line = fc.string({ unit: fc.constantFrom('a', 'é', '😀', '"', ',', ' ', '\r'), maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 40 }),
        fc.array(fc.nat(), { maxLength: 12 }),
        async (texts, cuts) => {
          const bytes = Buffer.from(`${texts.join('\n')}\n`);
          expect(await lines(cutAt(bytes, cuts))).toEqual(texts);
        },
      ),
      { seed: 20_240_501, numRuns: 300 },
    );
  });

  it('splits blocks of more than one chunk', async () => {
    const texts = Array.from({ length: 40_000 }, (_, i) => `line ${i} of several`);
    const bytes = Buffer.from(texts.join('\n'));
    expect(await lines(cutAt(bytes, [100_000, 300_001, 300_002, 700_000]))).toEqual(texts);
  });

  it('drops a byte order mark and needs no newline at the end', async () => {
    expect(await lines(cutAt(Buffer.from('\ufeffa\nb'), [1]))).toEqual(['a', 'b']);
    expect(await lines(cutAt(Buffer.from(''), []))).toEqual([]);
    expect(await lines(cutAt(Buffer.from('\n\nx\n'), [1]))).toEqual(['', '', 'x']);
  });

  it('goes on behind a line that is not UTF-8 or too long', async () => {
    const bytes = Buffer.concat([Buffer.from('a\n'), Buffer.from([0x62, 0xff, 10]), Buffer.from('c\n')]);
    expect(await lines(cutAt(bytes, [3]))).toEqual(['a', 'not-utf8', 'c']);
    const long = Buffer.from(`a\n${'x'.repeat(900_000)}\nb\n`);
    expect(await lines(cutAt(long, [400_000, 800_000]), 300_000)).toEqual(['a', 'too-long', 'b']);
    const unending = Buffer.from(`a\n${'x'.repeat(900_000)}`);
    expect(await lines(cutAt(unending, [400_000, 800_000]), 300_000)).toEqual(['a', 'too-long']);
  });

  it('gives the whole lines before an error, then the error', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('a\nb\nhalf of c');
      throw new Error('cut off');
    }
    const seen: string[] = [];
    await expect(async () => {
      for await (const block of readLines(broken())) seen.push(...block.lines);
    }).rejects.toThrow('cut off');
    expect(seen).toEqual(['a', 'b']);
  });
});
