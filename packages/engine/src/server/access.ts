import type { Project } from '../model/project.ts';

/** A write key may only send events: it stands in web pages. A secret key may do everything within its project. */
export type KeyKind = 'write' | 'secret';

/** A key as it is stored: never the key itself. */
export interface KeyInfo {
  readonly id: string;
  readonly kind: KeyKind;
  /** The first characters, for telling keys apart. */
  readonly prefix: string;
  readonly createdAt: number;
  readonly revokedAt: number | undefined;
}

/** A key at the one moment at which it can be read. */
export interface NewKey extends KeyInfo {
  readonly key: string;
}

export interface ProjectSettings {
  readonly timeZone: string;
  readonly accountGroup: string;
}

export interface KeyHolder {
  readonly kind: KeyKind;
  readonly project: Project;
}

/** Projects and the keys that open them. Keys go in and out as text; only their SHA-256 is kept. */
export interface Access {
  projects(): Promise<readonly Project[]>;
  /** By id or name. */
  project(idOrName: string): Promise<Project | undefined>;
  /** Throws a ProblemError when the name is taken. */
  createProject(name: string, settings: ProjectSettings): Promise<Project>;
  /** Undefined when there is no such project. */
  changeProject(
    id: string,
    settings: { [Name in keyof ProjectSettings]?: string | undefined },
  ): Promise<Project | undefined>;
  /** Whom a key belongs to; undefined for one that was never made or was revoked. */
  holder(key: string): Promise<KeyHolder | undefined>;
  keys(project: Project): Promise<readonly KeyInfo[]>;
  createKey(project: Project, kind: KeyKind): Promise<NewKey>;
  /** False when the project has no such key. Revoking twice is no mistake. */
  revokeKey(project: Project, id: string): Promise<boolean>;
}
