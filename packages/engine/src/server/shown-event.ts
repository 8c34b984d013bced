import { z } from 'zod';
import type { StoredEvent } from '../model/event.ts';
import type { Properties, PropertyValue } from '../model/property-value.ts';
import { DEVICE_PREFIX } from '../store/clickhouse/unit-ids.ts';

/** Characters of an event's properties, as JSON, that are shown; and of a single text. */
export const SHOWN_CHARACTERS = 4_096;
const SHOWN_TEXT = 256;
const SHOWN_ELEMENTS = 20;

/** An event as the live tail and the list of the newest ones show it. */
export const shownEvent = z.object({
  seq: z.number().int().describe('The order of arrival'),
  name: z.string(),
  time: z.number().int().describe('When it happened, UTC ms'),
  received: z.number().int().describe('When it came in, UTC ms'),
  id: z
    .string()
    .nullable()
    .describe('User id, or `device:` and device id; null: of nobody, as an account’s properties are'),
  userId: z.string().nullable(),
  deviceId: z.string().nullable(),
  accounts: z.array(z.string()).readonly(),
  source: z.string().describe('The wire format or file that it came by'),
  properties: z
    .record(z.string(), z.unknown())
    .describe(
      `Up to ${SHOWN_CHARACTERS} characters of JSON; texts longer than ${SHOWN_TEXT} characters end in “…”, lists after ${SHOWN_ELEMENTS} elements`,
    ),
  propertiesLeftOut: z.number().int().describe('So many more properties the event has'),
});

/** What is shown of a stored event. */
export function showEvent(
  event: Pick<
    StoredEvent,
    'seq' | 'name' | 'time' | 'received' | 'userId' | 'deviceId' | 'groups' | 'source' | 'properties'
  >,
): z.infer<typeof shownEvent> {
  const { seq, name, time, received, userId, deviceId, groups, source } = event;
  const [properties, propertiesLeftOut] = trimmed(event.properties);
  return {
    seq,
    name,
    time,
    received,
    id: userId !== '' ? userId : deviceId !== '' ? `${DEVICE_PREFIX}${deviceId}` : null,
    userId: userId === '' ? null : userId,
    deviceId: deviceId === '' ? null : deviceId,
    accounts: groups.account ?? [],
    source,
    properties,
    propertiesLeftOut,
  };
}

function trimmed(properties: Properties): readonly [Record<string, PropertyValue>, number] {
  const shown: [string, PropertyValue][] = [];
  let left = SHOWN_CHARACTERS;
  const names = Object.keys(properties);
  for (const name of names) {
    const value = short(properties[name] ?? '');
    left -= name.length + JSON.stringify(value).length + 4;
    if (left < 0) break;
    shown.push([name, value]);
  }
  return [Object.fromEntries(shown), names.length - shown.length];
}

function short(value: PropertyValue): PropertyValue {
  if (typeof value === 'string') return shortText(value);
  if (typeof value !== 'object') return value;
  const elements = value
    .slice(0, SHOWN_ELEMENTS)
    .map((each) => (typeof each === 'string' ? shortText(each) : each));
  return value.length > SHOWN_ELEMENTS ? [...elements, '…'] : elements;
}

function shortText(text: string): string {
  return text.length > SHOWN_TEXT ? `${text.slice(0, SHOWN_TEXT).toWellFormed()}…` : text;
}
