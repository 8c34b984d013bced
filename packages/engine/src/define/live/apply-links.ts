import type { StoredEvent } from '../../model/event.ts';
import type { Identities } from './identities.ts';

/** What links that have just become durable mean for histories. */
export interface LinkEffects {
  /** Histories that become part of another, in order. */
  readonly joined: readonly { readonly from: string; readonly to: string }[];
  /** Histories that were parted, so that only the store can tell them again. */
  readonly parted: readonly string[];
}

/** Notes the links among some rows, in the order of their arrival, and answers what they mean. */
export function applyLinks(events: readonly StoredEvent[], identities: Identities): LinkEffects {
  const joined: { from: string; to: string }[] = [];
  const parted = new Set<string>();
  for (const { linkKind, linkedKey: key, user } of events) {
    if (linkKind === 'device') {
      identities.linkDevice(key, user);
      joined.push({ from: key, to: identities.root(user) });
    } else if (linkKind === 'alias') {
      const before = identities.root(key);
      const wasAliased = identities.isAliased(key);
      identities.alias(key, user);
      const after = identities.root(key);
      if (before === after) continue;
      if (wasAliased) {
        parted.add(before);
        parted.add(after);
      } else joined.push({ from: key, to: after });
    }
  }
  return { joined, parted: [...parted] };
}
