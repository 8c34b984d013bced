import { cpus, totalmem } from 'node:os';

/** A size from the environment, such as EVENTS=1000000. */
export function sizeFrom(variable: string, otherwise: number): number {
  const text = process.env[variable];
  if (text === undefined) return otherwise;
  const size = Number(text.replaceAll('_', ''));
  if (!Number.isSafeInteger(size) || size < 1)
    throw new Error(`${variable} must be a whole number, not ${text}`);
  return size;
}

/** What the figures were measured on. */
export function machine(): string {
  const gib = Math.round(totalmem() / 1024 ** 3);
  return `${cpus().length} cores, ${gib} GiB, Node ${process.versions.node}, ${process.platform} ${process.arch}`;
}
