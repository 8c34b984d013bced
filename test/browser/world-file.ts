import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { simulate } from '../../packages/engine/src/cli/demo/world/simulate.ts';
import { HOUR_MS } from '../../packages/engine/src/model/time.ts';

export interface WorldFile {
  readonly path: string;
  /** Without the heading. */
  readonly rows: number;
  /** Of users who were ever named. */
  readonly users: number;
}

const COLUMNS = ['user_id', 'event', 'time', 'plan', 'role', 'feature', 'insert_id'] as const;

/** The demo's world as somebody would export it from another tool: a CSV of what named users did, with their plan beside each row. */
export async function worldFile(folder: string, users: number, days: number): Promise<WorldFile> {
  const end = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
  const plans = new Map<string, Record<string, unknown>>();
  const seen = new Set<string>();
  const lines = [COLUMNS.join(',')];
  for (const event of simulate({ seed: 20260901, users, days, end })) {
    if (event.userId === undefined) continue;
    seen.add(event.userId);
    const known = { ...plans.get(event.userId), ...event.userProperties };
    plans.set(event.userId, known);
    const cells = [
      event.userId,
      event.name,
      new Date(event.time).toISOString(),
      known.plan,
      known.role,
      event.properties.feature,
      event.insertId,
    ];
    lines.push(cells.map((cell) => (cell === undefined ? '' : String(cell))).join(','));
  }
  const path = join(folder, 'product-events.csv');
  await writeFile(path, `${lines.join('\n')}\n`);
  return { path, rows: lines.length - 1, users: seen.size };
}
