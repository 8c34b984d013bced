import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const SRC = resolve(import.meta.dirname, '../packages/engine/src');

/** The verbs of the flow, in order: a stage imports its own folder and earlier ones only. */
const STAGES = ['ingest', 'store', 'define', 'analyse', 'activate', 'measure', 'server', 'cli'];
/** Nouns and helpers that every stage may use; they import each other and no stage. */
const SHARED = ['model', 'util'];
/** The composition root and the reader of the environment stand above the stages: only edges and main files use them. */
const ROOTS = ['app.ts', 'config.ts'];
/** `store` is under all stages but ingest's contract: ingest hands rows to it, and nothing in it knows a stage. */
const UNDER = 'store';

interface Import {
  readonly from: string;
  readonly to: string;
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourceFiles(path);
    return entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts') ? [path] : [];
  });
}

function imports(): Import[] {
  return sourceFiles(SRC).flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map((found) => ({
      from: relative(SRC, file),
      to: relative(SRC, resolve(dirname(file), found[1] ?? '')),
    })),
  );
}

function breach({ from, to }: Import): string | undefined {
  const [here, there] = [from.split('/')[0] ?? '', to.split('/')[0] ?? ''];
  if (here === there || SHARED.includes(there)) return undefined;
  if (ROOTS.includes(there)) {
    return ROOTS.includes(here) || here === 'cli' || here === 'server'
      ? undefined
      : `${from} imports the root ${to}`;
  }
  if (ROOTS.includes(here)) return undefined;
  if (SHARED.includes(here)) return `${from} is shared and imports a stage: ${to}`;
  if (here === UNDER) return `${from} is the store and imports a stage: ${to}`;
  if (there === UNDER) return undefined;
  return STAGES.indexOf(there) < STAGES.indexOf(here) ? undefined : `${from} imports a later stage: ${to}`;
}

describe('architecture', () => {
  it('knows every folder of the engine', () => {
    const folders = new Set(imports().map(({ from }) => from.split('/')[0] ?? ''));
    const known = [...STAGES, ...SHARED, ...ROOTS];
    expect([...folders].filter((folder) => !known.includes(folder))).toEqual([]);
  });

  it('lets data flow one way through the stages', () => {
    expect(
      imports()
        .map(breach)
        .filter((found) => found !== undefined),
    ).toEqual([]);
  });

  it('would notice a breach', () => {
    expect(breach({ from: 'define/a.ts', to: 'analyse/b.ts' })).toBeDefined();
    expect(breach({ from: 'model/a.ts', to: 'store/b.ts' })).toBeDefined();
    expect(breach({ from: 'analyse/a.ts', to: 'app.ts' })).toBeDefined();
    expect(breach({ from: 'store/a.ts', to: 'ingest/b.ts' })).toBeDefined();
    expect(breach({ from: 'server/a.ts', to: 'analyse/b.ts' })).toBeUndefined();
  });

  it('reads the environment in one file', () => {
    const readers = sourceFiles(SRC).filter((file) => readFileSync(file, 'utf8').includes('process.env'));
    expect(readers.map((file) => relative(SRC, file)).filter((file) => file !== 'config.ts')).toEqual([]);
  });
});

describe('architecture of the pages', () => {
  const WEB = resolve(import.meta.dirname, '../packages/web/src');
  /** What is asked and told, what is shared by all pages, what pages are made of, what stands around them, the pages. */
  const LAYERS = [['api'], ['charts', 'ui'], ['features'], ['frame'], ['pages'], ['router.tsx', 'main.tsx']];
  /** Stages of the engine that a page may run: those that know neither store nor network. Types may come from anywhere. */
  const PURE = ['define', 'analyse', 'model', 'util'];

  interface PageImport {
    readonly from: string;
    readonly to: string;
    readonly isType: boolean;
  }

  const files = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return files(path);
      return /\.tsx?$/.test(entry.name) && !/\.(test|d)\.tsx?$/.test(entry.name) ? [path] : [];
    });
  const found: readonly PageImport[] = files(WEB).flatMap((file) =>
    [
      ...readFileSync(file, 'utf8').matchAll(/import\s+(type\s)?[^;]*?from '([^']+)'|import\(\s*'([^']+)'/g),
    ].flatMap(([, type, static_, dynamic]) => {
      const target = static_ ?? dynamic ?? '';
      if (!target.startsWith('.') && !target.startsWith('@cusp/')) return [];
      return [
        {
          from: relative(WEB, file),
          to: target.startsWith('.') ? relative(WEB, resolve(dirname(file), target)) : target,
          isType: type !== undefined,
        },
      ];
    }),
  );
  const layerOf = (path: string): number =>
    LAYERS.findIndex((layer) => layer.includes(path.split('/')[0] ?? ''));

  it('has a layer for every folder', () => {
    expect(found.filter(({ from }) => layerOf(from) < 0)).toEqual([]);
    expect(found.length).toBeGreaterThan(500);
  });

  it('lets a layer know those below it alone', () => {
    const upward = found.filter(({ from, to }) => !to.startsWith('@') && layerOf(to) > layerOf(from));
    expect(upward.map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
  });

  it('runs nothing of the engine but what is pure', () => {
    const runs = found.filter(({ to, isType }) => to.startsWith('@cusp/engine/') && !isType);
    expect(runs.length).toBeGreaterThan(10);
    expect(
      runs
        .filter(({ to }) => !PURE.includes(to.split('/')[2] ?? ''))
        .map(({ from, to }) => `${from} -> ${to}`),
    ).toEqual([]);
  });
});
