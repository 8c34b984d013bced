import { randomBytes } from 'node:crypto';
import type { Project } from '../model/project.ts';
import type { Access, KeyHolder, KeyInfo } from './access.ts';

/** Access to one project, kept in memory: for tests of what stands on it. */
export function memoryAccess(project: Project): Access {
  const made = new Map<string, KeyHolder & { info: KeyInfo }>();
  return {
    async projects() {
      return [project];
    },
    async project(name) {
      return name === project.name || name === project.id ? project : undefined;
    },
    async createProject() {
      throw new Error('one project only');
    },
    async changeProject() {
      return project;
    },
    async holder(key) {
      const found = made.get(key);
      return found?.info.revokedAt === undefined ? found : undefined;
    },
    async keys() {
      return [...made.values()].map((held) => held.info);
    },
    async createKey(_, kind) {
      const key = `${kind}-${randomBytes(6).toString('hex')}`;
      const info = { id: key.slice(-4), kind, prefix: key.slice(0, 8), createdAt: 1, revokedAt: undefined };
      made.set(key, { kind, project, info });
      return { ...info, key };
    },
    async revokeKey(_, id) {
      const found = [...made.entries()].find(([, held]) => held.info.id === id);
      if (!found) return false;
      made.set(found[0], { ...found[1], info: { ...found[1].info, revokedAt: 2 } });
      return true;
    },
  };
}
