import type { RecordStore } from '../../store/record-store.ts';
import type { User } from '../caller.ts';

/** Whether anybody has an account on this server. */
export async function anyPerson({ db }: RecordStore): Promise<boolean> {
  return (await db.selectFrom('people').select('id').limit(1).executeTakeFirst()) !== undefined;
}

export async function personByEmail({ db }: RecordStore, email: string): Promise<User | undefined> {
  return db
    .selectFrom('people')
    .select(['id', 'name', 'email'])
    .where('email', '=', email.toLowerCase())
    .executeTakeFirst();
}
