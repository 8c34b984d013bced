import { sql } from 'kysely';
import { jsonb } from '../../store/postgres/json.ts';
import type { RecordStore } from '../../store/record-store.ts';

/** Which ids a destination has of its own for people, by the address that Cusp knows them under. */
export interface IdentityMap {
  readonly of: (addresses: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  readonly learn: (known: ReadonlyMap<string, string>) => Promise<void>;
  /** These ids are nobody's any more, unless another one was learnt meanwhile. */
  readonly forget: (gone: ReadonlyMap<string, string>) => Promise<void>;
}

/** Ids of one destination in the record store, kept until the destination is removed or says that one is gone. */
export function storedIdentities({ db }: RecordStore, destination: string): IdentityMap {
  const pairs = (ids: ReadonlyMap<string, string>) =>
    jsonb([...ids].map(([address, vendor_id]) => ({ address, vendor_id })));
  return {
    of: async (addresses) => {
      const rows = await db
        .selectFrom('destination_identities')
        .select(['address', 'vendor_id'])
        .where('destination_id', '=', destination)
        .where(sql<boolean>`address IN (SELECT jsonb_array_elements_text(${jsonb(addresses)}))`)
        .execute();
      return new Map(rows.map((row) => [row.address, row.vendor_id]));
    },
    learn: async (known) => {
      if (known.size === 0) return;
      await sql`INSERT INTO destination_identities (destination_id, address, vendor_id)
        SELECT ${destination}, address, vendor_id FROM jsonb_to_recordset(${pairs(known)}) AS row(address text, vendor_id text)
        ON CONFLICT (destination_id, address) DO UPDATE SET vendor_id = excluded.vendor_id
        WHERE destination_identities.vendor_id <> excluded.vendor_id`.execute(db);
    },
    forget: async (gone) => {
      if (gone.size === 0) return;
      await sql`DELETE FROM destination_identities AS i
        USING jsonb_to_recordset(${pairs(gone)}) AS row(address text, vendor_id text)
        WHERE i.destination_id = ${destination} AND i.address = row.address AND i.vendor_id = row.vendor_id`.execute(
        db,
      );
    },
  };
}

/** For destinations that have no ids of their own. */
export const NO_IDENTITIES: IdentityMap = {
  of: async () => new Map(),
  learn: async () => undefined,
  forget: async () => undefined,
};
