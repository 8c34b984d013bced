import fc from 'fast-check';
import type { StoredEvent } from '../../packages/engine/src/model/event.ts';
import { deviceKey, userKey } from '../../packages/engine/src/model/key.ts';
import { HOUR_MS } from '../../packages/engine/src/model/time.ts';
import { storedEvent } from './stored-event.ts';

/** The first instant of a small world: half an hour before the clocks of Berlin go forward. */
export const WORLD_START = Date.UTC(2026, 2, 29, 0, 30);
/** Events lie on a grid so coarse that many share their instant and many lie exactly on a window's edge. */
export const WORLD_STEP_MS = 6 * HOUR_MS;
export const WORLD_EVENTS = ['a', 'b', 'c', 'd'] as const;

interface Happening {
  readonly name: string;
  readonly at: number;
  readonly late: number;
  readonly by: number;
  readonly device: number | undefined;
  readonly account: number | undefined;
  readonly size: number | undefined;
  readonly plan: string | undefined;
}

/**
 * Events of a few users in a few accounts over `steps` grid steps: ties, late arrivals, anonymous devices that are linked later,
 * records, properties and property updates. Draw many in one `fc.sample`: the first of a sample is nearly empty.
 */
export function smallWorld(steps: number): fc.Arbitrary<(project: string) => StoredEvent[]> {
  const happening: fc.Arbitrary<Happening> = fc.record({
    name: fc.constantFrom(...WORLD_EVENTS, ...WORLD_EVENTS, '$identify'),
    at: fc.nat(steps),
    late: fc.constantFrom(0, 0, 0, 1),
    by: fc.nat(3),
    device: fc.option(fc.nat(1), { nil: undefined, freq: 2 }),
    account: fc.option(fc.nat(1), { nil: undefined, freq: 2 }),
    size: fc.option(fc.nat(2), { nil: undefined }),
    plan: fc.option(fc.constantFrom('free', 'pro'), { nil: undefined }),
  });
  return fc
    .array(happening, { minLength: 10, maxLength: 40, size: 'max' })
    .map((happenings) => (project) => events(project, happenings));
}

function events(project: string, happenings: readonly Happening[]): StoredEvent[] {
  const linked = new Map<number, number>();
  return happenings.map(({ name, at, late, by, device, account, size, plan }) => {
    // The device's first user owns what it did; afterwards its anonymous events are stored under that user.
    const anonymous = device !== undefined && by === 3;
    const owner = device === undefined ? undefined : linked.get(device);
    const links = device !== undefined && !anonymous && owner === undefined;
    if (links && device !== undefined) linked.set(device, by);
    const user = anonymous ? owner : by;
    return storedEvent({
      project,
      name,
      time: WORLD_START + at * WORLD_STEP_MS + late,
      ...(user === undefined ? {} : { by: `user${user}` }),
      ...(device === undefined ? {} : { device: `device${device}` }),
      ...(account === undefined ? {} : { account: `account${account}` }),
      properties: size === undefined ? {} : { size },
      userProperties: plan === undefined ? {} : { plan },
      userUpdates: plan === undefined ? {} : { plan },
      ...(links && user !== undefined
        ? {
            linkedKey: deviceKey(`device${device}`),
            linkKind: 'device' as const,
            user: userKey(`user${user}`),
          }
        : {}),
    });
  });
}
