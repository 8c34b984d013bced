import type { StoredEvent } from '../../packages/engine/src/model/event.ts';
import { accountKey, deviceKey, userKey } from '../../packages/engine/src/model/key.ts';

let nextSeq = 1;

/** A stored event out of the few fields that a test cares about. `user` is a user id, `device` a device id. */
export function storedEvent(
  fields: Partial<StoredEvent> & {
    readonly project: string;
    readonly name: string;
    readonly time: number;
    readonly by?: string;
    readonly device?: string;
    readonly account?: string;
  },
): StoredEvent {
  const { by, device, account, ...rest } = fields;
  return {
    seq: nextSeq++,
    received: fields.time,
    user: by !== undefined ? userKey(by) : device !== undefined ? deviceKey(device) : '0',
    userId: by ?? '',
    deviceId: device ?? '',
    insertId: '',
    insertKey: '0',
    sessionId: -1,
    groups: account === undefined ? {} : { account: [account] },
    accounts: account === undefined ? [] : [accountKey(account)],
    properties: {},
    userProperties: {},
    userUpdates: {},
    accountUpdates: {},
    linkedKey: '0',
    linkKind: '',
    source: 'test',
    ...rest,
  };
}
