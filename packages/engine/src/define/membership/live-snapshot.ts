import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { z } from 'zod';
import type { LiveMembership } from '../live/live-membership.ts';
import type { Slot } from '../live/plan.ts';
import { restoreUnits, savedSlots, savedUnits, slotsNow } from '../live/saved-units.ts';
import { UNITS, type Unit } from './project-state.ts';

/** Larger ones are not written: reading the events again is then the lesser evil beside the disk. */
const MOST_BYTES = 2 * 1024 ** 3;
/** Before each part: its length and its CRC-32. */
const PART_HEAD = 8;

const header = z.object({
  code: z.string(),
  project: z.string(),
  ordinal: z.number(),
  sections: z.array(
    z.object({
      unit: z.enum(UNITS),
      slots: z.array(z.object({ id: z.number(), key: z.string() })),
      parts: z.number(),
    }),
  ),
});
type Header = z.infer<typeof header>;

/** What a snapshot must be of, so that it says the same as the events up to a checkpoint. */
export interface SnapshotOf {
  readonly project: string;
  /** Of the checkpoint. */
  readonly ordinal: number;
  /** Tells versions of the code apart; see `codeDigest`. */
  readonly code: string;
}

/**
 * Writes down what the live reading of a project keeps in numbers, as it stands at a checkpoint. `loaded`: the memberships that know all
 * units. It replaces what was there when it is whole and durable.
 */
export async function saveSnapshot(
  path: string,
  of: SnapshotOf,
  loaded: readonly (readonly [Unit, LiveMembership])[],
): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(`${path}.new`, 'w', 0o600);
  try {
    const sections: Header['sections'] = [];
    let written = 0;
    for (const [unit, membership] of loaded) {
      let parts = 0;
      for (const part of savedUnits(membership)) {
        written += part.length;
        if (written > MOST_BYTES) return;
        await writePart(file, part);
        parts += 1;
      }
      sections.push({ unit, slots: [...savedSlots(membership)], parts });
    }
    // What the file is comes last: without it, it is nothing.
    const last: Header = { ...of, sections };
    const start = written + PART_HEAD * sections.reduce((sum, { parts }) => sum + parts, 0);
    await writePart(file, Buffer.from(JSON.stringify(last)));
    const end = Buffer.alloc(8);
    end.writeDoubleLE(start);
    await writeAll(file, end);
    await file.sync();
    await rename(`${path}.new`, path);
  } finally {
    await file.close();
    await rm(`${path}.new`, { force: true });
  }
}

/** A snapshot that says the same as the stored events up to its checkpoint. */
export interface Snapshot {
  /** Gives a membership without units what was kept. Answers the slots that need not be fed any more; undefined: nothing was kept for it. */
  restore(unit: Unit, membership: LiveMembership): Promise<ReadonlySet<Slot> | undefined>;
  close(): Promise<void>;
}

/** Undefined: there is none, it is of another checkpoint, or it was written by another version of the code. */
export async function openSnapshot(path: string, of: SnapshotOf): Promise<Snapshot | undefined> {
  const file = await open(path, 'r').catch(() => undefined);
  if (file === undefined) return undefined;
  const found = await readHeader(file).catch(() => undefined);
  const isRight = found?.project === of.project && found.ordinal === of.ordinal && found.code === of.code;
  if (!found || !isRight) {
    await file.close();
    return undefined;
  }
  return {
    async restore(unit, membership) {
      let at = 0;
      for (const { unit: other, slots, parts } of found.sections) {
        const now = slotsNow(membership, slots);
        for (let part = 0; part < parts; part += 1) {
          const { bytes, end } = await readPart(file, at);
          if (other === unit) restoreUnits(membership, bytes, now);
          at = end;
        }
        if (other === unit) return new Set(now.values());
      }
      return undefined;
    },
    close: () => file.close(),
  };
}

async function readHeader(file: FileHandle): Promise<Header> {
  const { size } = await file.stat();
  const { buffer } = await file.read(Buffer.alloc(8), 0, 8, size - 8);
  const { bytes } = await readPart(file, buffer.readDoubleLE());
  return header.parse(JSON.parse(Buffer.from(bytes).toString()));
}

async function writePart(file: FileHandle, bytes: Uint8Array): Promise<void> {
  const head = Buffer.alloc(PART_HEAD);
  head.writeUInt32LE(bytes.length);
  head.writeUInt32LE(crc32(bytes), 4);
  await writeAll(file, head);
  await writeAll(file, bytes);
}

async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length; )
    done += (await file.write(bytes, done, bytes.length - done)).bytesWritten;
}

/** Rejects when the file was damaged. */
async function readPart(file: FileHandle, at: number): Promise<{ bytes: Uint8Array; end: number }> {
  const head = await readAll(file, at, PART_HEAD);
  const bytes = await readAll(file, at + PART_HEAD, head.readUInt32LE());
  if (crc32(bytes) !== head.readUInt32LE(4)) throw new Error('a snapshot of the live cohorts is damaged');
  return { bytes, end: at + PART_HEAD + bytes.length };
}

async function readAll(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const bytes = Buffer.from(new ArrayBuffer(length));
  for (let done = 0; done < length; ) {
    const { bytesRead } = await file.read(bytes, done, length - done, at + done);
    if (bytesRead === 0) throw new Error('a snapshot of the live cohorts is cut off');
    done += bytesRead;
  }
  return bytes;
}
