import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { failed, ok, type Problem, type Result } from '../../util/result.ts';

export interface FoundFile {
  /** As the user would name it. */
  readonly path: string;
  readonly absolute: string;
  readonly size: number;
  readonly modifiedMs: number;
}

/**
 * The files that paths and patterns (`*`, `?`, and `**` for any folders) name: patterns sorted within themselves, a file
 * named twice only once. Problems: `no-such-file`, `is-a-directory`, `no-match`.
 */
export async function findFiles(
  patterns: readonly string[],
  base = '.',
): Promise<Result<readonly FoundFile[]>> {
  const found = new Map<string, FoundFile>();
  const problems: Problem[] = [];
  for (const pattern of patterns) {
    const file = await statOf(resolve(base, pattern));
    const names = file === undefined && /[*?]/.test(pattern) ? await expand(pattern, base) : [pattern];
    if (names.length === 0) {
      problems.push({ code: 'no-match', path: pattern, message: `no file matches ${pattern}` });
    }
    for (const path of names) {
      const absolute = resolve(base, path);
      const info = await statOf(absolute);
      if (info === undefined) {
        problems.push({ code: 'no-such-file', path, message: `there is no file ${path}` });
      } else if (info.directory) {
        const message = `${path} is a directory: name its files, e.g. "${join(path, '*.json')}"`;
        problems.push({ code: 'is-a-directory', path, message });
      } else if (!found.has(absolute)) {
        found.set(absolute, { path, absolute, size: info.size, modifiedMs: info.modifiedMs });
      }
    }
  }
  return problems.length > 0 ? failed(...problems) : ok([...found.values()]);
}

async function statOf(path: string) {
  try {
    const info = await stat(path);
    return { directory: info.isDirectory(), size: info.size, modifiedMs: Math.floor(info.mtimeMs) };
  } catch {
    return undefined;
  }
}

/** Folders that match are passed over: a pattern asks for files. */
async function expand(pattern: string, base: string): Promise<string[]> {
  const absolute = pattern.startsWith('/');
  const parts = pattern.split('/').filter((part) => part !== '');
  let folders = [absolute ? '/' : ''];
  for (const [i, part] of parts.entries()) {
    const isLast = i === parts.length - 1;
    const next: string[] = [];
    for (const folder of folders) {
      if (part === '**') next.push(...(await foldersUnder(folder, base)));
      else if (!/[*?]/.test(part)) next.push(join(folder, part));
      else {
        const test = matcher(part);
        for (const entry of await entriesOf(folder, base)) {
          if (test.test(entry.name) && (isLast ? !entry.isDirectory() : !entry.isFile())) {
            next.push(join(folder, entry.name));
          }
        }
      }
    }
    folders = next;
  }
  const exists = await Promise.all(folders.map((path) => statOf(resolve(base, path))));
  return folders.filter((_, i) => exists[i] !== undefined && !exists[i]?.directory).sort();
}

async function foldersUnder(folder: string, base: string): Promise<string[]> {
  const inner = (await entriesOf(folder, base)).filter((entry) => entry.isDirectory());
  const deeper = await Promise.all(inner.map((entry) => foldersUnder(join(folder, entry.name), base)));
  return [folder, ...deeper.flat()];
}

async function entriesOf(folder: string, base: string) {
  try {
    return (await readdir(resolve(base, folder === '' ? '.' : folder), { withFileTypes: true })).filter(
      (entry) => !entry.name.startsWith('.'),
    );
  } catch {
    return [];
  }
}

function matcher(part: string): RegExp {
  const escaped = part.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`);
}
