import type { Properties } from '../../model/property-value.ts';
import type { Instant } from '../../model/time.ts';

/** What a destination can know a person or an account by. */
export type IdentityKey = 'user_id' | 'email' | 'account_id';

/** Who somebody is outside, as far as it is known. */
export type Identity = Readonly<Partial<Record<IdentityKey, string>>>;

/** Since when a member is in, and why: what an event over there tells of. */
export interface Entry {
  /** When the membership became true. */
  readonly at: Instant;
  /** What made it true, in words, with what was seen. */
  readonly reason: string;
  /** The clauses that had seen something, in words and without what they had seen: the same for many. */
  readonly clauses?: readonly string[] | undefined;
  /** A UUID made from sync, subject and `at`: the same however often the event is sent. */
  readonly id: string;
}

/** One person to be put into an audience, or to be taken out. Both are states: doing either twice is doing it once. */
export interface Operation {
  /** Unique among the operations of a run; answers are matched by it. */
  readonly id: string;
  readonly kind: 'add' | 'remove';
  /** The one identity under which the destination knows the person: what `addressOf` made of it. */
  readonly address: string;
  /** Of an `add`: values that go along, under the destination's names. */
  readonly attributes: Properties;
  /** The destination's own id of the person, where it is known. */
  readonly vendorId?: string | undefined;
  /** Of an `add`: an entry that the destination is to be told of by an event. */
  readonly entry?: Entry | undefined;
  /** Of an `add`: since when and why they are in, where one is recorded and the destination asks for it (`asksEntries`). */
  readonly came?: Entry | undefined;
  /** Was the person in before, as far as is known? `unknown`: a request went out and nothing told what came of it. */
  readonly had?: 'yes' | 'no' | 'unknown' | undefined;
}

/** The address of somebody at a destination, or why there is none. */
export type Address =
  | { readonly ok: true; readonly address: string }
  | { readonly ok: false; readonly reason: string; readonly message: string };
