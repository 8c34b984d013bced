import type { LoggedInsert } from './log-record.ts';

/** Inserts of one table and one form as one, in their order: blocks by column and JSON lines may both stand one after the other. */
export function joined(inserts: readonly LoggedInsert[]): LoggedInsert[] {
  const groups = new Map<string, LoggedInsert[]>();
  for (const insert of inserts) {
    const form = JSON.stringify([insert.table, insert.columns]);
    const group = groups.get(form);
    if (group) group.push(insert);
    else groups.set(form, [insert]);
  }
  return [...groups.values()].map((group) => ({
    ...(group[0] as LoggedInsert),
    rows: group.reduce((sum, { rows }) => sum + rows, 0),
    bytes: Buffer.concat(group.map(({ bytes }) => bytes)),
  }));
}
