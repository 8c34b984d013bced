import { SESSION_GAP_MS } from '../../define/sessions/sessions.ts';
import { NO_SESSION } from '../../model/event.ts';
import type { CodeLayout } from './code-layout.ts';
import { FLAG_BITS } from './code-layout.ts';

const FLAG_MASK = 2 ** FLAG_BITS - 1;
const NARROW_NODE_MASK = 2 ** 15 - 1;

/**
 * One unit's events in their order, by column; entries past `count` are of units before. Columns are used again for the next unit.
 * `session` numbers sessions from 0 and `value` is a hash, 0 for none; both are there in the wide layout alone.
 */
export class UnitEvents {
  /** Whose they are; 0 when the rows do not say. */
  key = 0n;
  count = 0;
  /** Sessions that there are. */
  sessions = 0;
  time = new Float64Array(0);
  node = new Int32Array(0);
  flags = new Uint8Array(0);
  session = new Int32Array(0);
  value = new Float64Array(0);

  /** Makes room for `count` events, and forgets those before. */
  hold(count: number): void {
    this.count = count;
    if (count <= this.time.length) return;
    const room = Math.max(1024, 2 ** Math.ceil(Math.log2(count)));
    this.time = new Float64Array(room);
    this.node = new Int32Array(room);
    this.flags = new Uint8Array(room);
    this.session = new Int32Array(room);
    this.value = new Float64Array(room);
  }
}

/** The bytes of one code, see bytesSql. */
export function codeBytes({ isWide }: CodeLayout): number {
  return isWide ? 32 : 8;
}

/** Reads codes, see code-layout.ts, from where `at` says. */
export function readCodes(view: DataView, at: number, layout: CodeLayout, into: UnitEvents): void {
  if (layout.isWide) readWide(view, at, layout.base, into);
  else readNarrow(view, at, layout.base, into);
}

function readNarrow(
  view: DataView,
  start: number,
  base: number,
  { count, time, node, flags }: UnitEvents,
): void {
  for (let i = 0, at = start; i < count; i += 1, at += 8) {
    const low = view.getUint32(at, true);
    flags[i] = low & FLAG_MASK;
    node[i] = (low >>> FLAG_BITS) & NARROW_NODE_MASK;
    time[i] = base + view.getUint32(at + 4, true) * 2048 + (low >>> 21);
  }
}

function readWide(view: DataView, start: number, base: number, into: UnitEvents): void {
  const { count, time, node, flags, session, value } = into;
  const tracked = new Map<number | bigint, number>();
  let sessions = 0;
  let untracked = -1;
  let lastUntracked = Number.NEGATIVE_INFINITY;
  for (let i = 0, at = start; i < count; i += 1, at += 32) {
    const [a, b, c] = [view.getUint32(at, true), view.getUint32(at + 4, true), view.getUint32(at + 8, true)];
    flags[i] = a & FLAG_MASK;
    node[i] = (a >>> FLAG_BITS) | ((b & 31) << 26);
    value[i] = (c & 0x1f_ffff) * 2 ** 27 + (b >>> 5);
    const when = base + view.getUint32(at + 28, true) * 2048 + (view.getUint32(at + 24, true) >>> 21);
    time[i] = when;
    const id = sessionId(c, view.getUint32(at + 12, true), view.getUint32(at + 16, true));
    if (id === NO_SESSION) {
      if (when - lastUntracked > SESSION_GAP_MS) untracked = sessions++;
      lastUntracked = when;
      session[i] = untracked;
    } else {
      const number = tracked.get(id) ?? sessions++;
      tracked.set(id, number);
      session[i] = number;
    }
  }
  into.sessions = sessions;
}

/** 64 bits with a sign, of which the lowest 11 are the highest of `c`: a number where it is exact. */
function sessionId(c: number, d: number, e: number): number | bigint {
  const low = ((d << 11) | (c >>> 21)) >>> 0;
  const high = ((e & 0x1f_ffff) << 11) | (d >>> 21);
  const id = high * 4_294_967_296 + low;
  return Number.isSafeInteger(id) ? id : (BigInt(high) << 32n) | BigInt(low);
}
