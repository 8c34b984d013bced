import type { RecordStore } from '../../store/record-store.ts';

/**
 * Sets aside up to `wanted` of the requests that an account at a vendor may begin on a day, for one process to use. Gives how many: 0 when
 * the day is used up. Atomic over all processes of the record store. `day` counts from 1970-01-01 UTC.
 */
export async function reserveRequests(
  { db }: RecordStore,
  account: string,
  day: number,
  wanted: number,
  perDay: number,
): Promise<number> {
  return db.transaction().execute(async (transaction) => {
    await transaction
      .insertInto('daily_requests')
      .values({ account, day, reserved: 0 })
      .onConflict((conflict) => conflict.column('account').doNothing())
      .execute();
    const row = await transaction
      .selectFrom('daily_requests')
      .select(['day', 'reserved'])
      .where('account', '=', account)
      .forUpdate()
      .executeTakeFirstOrThrow();
    // A process whose clock is behind counts on the newest day that any has seen.
    const before = row.day < day ? 0 : row.reserved;
    const granted = Math.max(0, Math.min(wanted, perDay - before));
    if (granted > 0 || row.day < day) {
      await transaction
        .updateTable('daily_requests')
        .set({ day: Math.max(day, row.day), reserved: before + granted })
        .where('account', '=', account)
        .execute();
    }
    return granted;
  });
}
