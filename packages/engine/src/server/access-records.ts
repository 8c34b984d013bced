import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { Project } from '../model/project.ts';
import type { Clock, Instant } from '../model/time.ts';
import type { ApiKeysTable, ProjectsTable } from '../store/postgres/record-tables.ts';
import type { RecordStore } from '../store/record-store.ts';
import { problemError } from '../util/problem-error.ts';
import type { Access, KeyHolder, KeyInfo } from './access.ts';

/** How long a key revoked by another process may still open this one. Revoking it here takes effect at once. */
const REMEMBERED_MS = 10_000;
const MOST_REMEMBERED = 10_000;
const SHOWN_CHARACTERS = 18;

interface Remembered {
  readonly holder: KeyHolder | undefined;
  readonly until: Instant;
}

/** Access kept in the record store. Looked-up keys are remembered for some seconds, because every ingest request asks. */
export function recordsAccess({ db }: RecordStore, clock: Clock): Access {
  const remembered = new Map<string, Remembered>();

  async function lookUp(hash: string): Promise<KeyHolder | undefined> {
    const row = await db
      .selectFrom('api_keys')
      .innerJoin('projects', 'projects.id', 'api_keys.project_id')
      .select(['api_keys.hash', 'api_keys.kind'])
      .selectAll('projects')
      .where('api_keys.hash', '=', hash)
      .where('api_keys.revoked_at', 'is', null)
      .executeTakeFirst();
    if (!row || !timingSafeEqual(Buffer.from(row.hash), Buffer.from(hash))) return undefined;
    return { kind: row.kind, project: asProject(row) };
  }

  return {
    async projects() {
      const rows = await db.selectFrom('projects').selectAll().orderBy('created_at').orderBy('id').execute();
      return rows.map(asProject);
    },
    async project(idOrName) {
      const rows = await db
        .selectFrom('projects')
        .selectAll()
        .where((or) => or.or([or('id', '=', idOrName), or('name', '=', idOrName)]))
        .execute();
      const found = rows.find((row) => row.id === idOrName) ?? rows[0];
      return found && asProject(found);
    },
    async createProject(name, settings) {
      const taken = await db.selectFrom('projects').select('id').where('name', '=', name).executeTakeFirst();
      if (taken) throw problemError(409, 'name-taken', `there is a project "${name}" already`, 'name');
      const project = {
        id: name === 'default' ? name : `p${randomBytes(8).toString('hex')}`,
        name,
        ...settings,
      };
      const created_at = new Date(clock());
      const { id, timeZone: time_zone, accountGroup: account_group } = project;
      await db
        .insertInto('projects')
        .values({ id, name, time_zone, account_group, created_at, updated_at: created_at })
        .execute();
      return project;
    },
    async changeProject(id, { timeZone, accountGroup }) {
      const row = await db
        .updateTable('projects')
        .set({
          updated_at: new Date(clock()),
          ...(timeZone === undefined ? {} : { time_zone: timeZone }),
          ...(accountGroup === undefined ? {} : { account_group: accountGroup }),
        })
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirst();
      remembered.clear();
      return row && asProject(row);
    },
    async holder(key) {
      const hash = keyHash(key);
      const known = remembered.get(hash);
      if (known && known.until > clock()) return known.holder;
      const holder = await lookUp(hash);
      if (remembered.size >= MOST_REMEMBERED) remembered.clear();
      remembered.set(hash, { holder, until: clock() + REMEMBERED_MS });
      return holder;
    },
    async keys(project) {
      const rows = await db
        .selectFrom('api_keys')
        .selectAll()
        .where('project_id', '=', project.id)
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map(asKeyInfo);
    },
    async createKey(project, kind) {
      const key = `cusp_${kind}_${randomBytes(24).toString('base64url')}`;
      const id = `k${randomBytes(6).toString('hex')}`;
      const prefix = key.slice(0, SHOWN_CHARACTERS);
      const createdAt = clock();
      await db
        .insertInto('api_keys')
        .values({
          id,
          project_id: project.id,
          kind,
          hash: keyHash(key),
          prefix,
          created_at: new Date(createdAt),
          revoked_at: null,
        })
        .execute();
      return { id, kind, prefix, createdAt, revokedAt: undefined, key };
    },
    async revokeKey(project, id) {
      const revoked = await db
        .updateTable('api_keys')
        .set((update) => ({ revoked_at: update.fn.coalesce('revoked_at', update.val(new Date(clock()))) }))
        .where('project_id', '=', project.id)
        .where('id', '=', id)
        .returning('id')
        .executeTakeFirst();
      remembered.clear();
      return revoked !== undefined;
    },
  };
}

function keyHash(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

function asProject(row: Selectable<ProjectsTable>): Project {
  return { id: row.id, name: row.name, timeZone: row.time_zone, accountGroup: row.account_group };
}

function asKeyInfo(row: Selectable<ApiKeysTable>): KeyInfo {
  const { id, kind, prefix } = row;
  return {
    id,
    kind,
    prefix,
    createdAt: row.created_at.getTime(),
    revokedAt: row.revoked_at?.getTime(),
  };
}
