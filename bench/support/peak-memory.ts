import { readFile, writeFile } from 'node:fs/promises';

/** What `work` gives, and how far the memory of this process rose above what it had before, in MiB. Linux only: undefined elsewhere. */
export async function withPeakMemory<T>(
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly peakMib: number | undefined }> {
  if (process.platform !== 'linux') return { result: await work(), peakMib: undefined };
  const before = await statusKib('VmRSS');
  // Makes the highest mark what there is now.
  await writeFile('/proc/self/clear_refs', '5');
  const result = await work();
  return { result, peakMib: Math.max(0, (await statusKib('VmHWM')) - before) / 1024 };
}

async function statusKib(name: string): Promise<number> {
  const line = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(await readFile('/proc/self/status', 'utf8'));
  if (!line) throw new Error(`the system does not say ${name}`);
  return Number(line[1]);
}
