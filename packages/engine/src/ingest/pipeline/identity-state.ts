import { deviceKey, userKey } from '../../model/key.ts';
import type { Project } from '../../model/project.ts';
import { AliasGraph } from './alias-graph.ts';
import { Generations } from './generations.ts';
import type { PropertyHistory } from './property-history.ts';

/** A device: its key, and the key of the user last seen on it. Undefined: nobody yet, so what it does is its own. */
export interface DeviceState {
  readonly key: string;
  user: string | undefined;
}

/**
 * What ingest remembers of one project between blocks: a cache of the store, ahead of it by the blocks that are not durable
 * yet. Whatever those blocks touched must stay; a turn of the generations before each block keeps that (see Generations).
 */
export class ProjectState {
  readonly project: Project;
  readonly aliases: AliasGraph;
  /** By device id. */
  readonly devices = new Generations<DeviceState>();
  /** Keys by user id: hashing costs more than remembering. */
  readonly userKeys = new Generations<string>();
  /** By the key that a user's or device's history ends at. */
  readonly users = new Generations<PropertyHistory>(weightOf);
  /** By account key. */
  readonly accounts = new Generations<PropertyHistory>(weightOf);

  constructor(project: Project, aliases: ReadonlyMap<string, string>) {
    this.project = project;
    this.aliases = new AliasGraph(aliases);
  }

  userKey(userId: string): string {
    let key = this.userKeys.get(userId);
    if (key === undefined) {
      key = userKey(userId);
      this.userKeys.set(userId, key);
    }
    return key;
  }

  addDevice(deviceId: string, user: string | undefined): void {
    this.devices.set(deviceId, { key: deviceKey(deviceId), user });
  }

  /** Forgets what was not used of late where there is more than the budget. Between blocks only. */
  trim(maxSubjects: number, maxUpdates: number): void {
    for (const cache of [this.devices, this.userKeys, this.users, this.accounts]) {
      if (cache.size > maxSubjects || cache.weight > maxSubjects + maxUpdates) cache.turn();
    }
  }
}

function weightOf(history: PropertyHistory): number {
  return 1 + history.size;
}
