import { z } from 'zod';

/**
 * Bodies of the ingest endpoints as the API document shows them. They describe and do not check: every event is read by the
 * parsers of its wire format, which refuse a bad one alone and keep the rest.
 */
const properties = z.record(z.string(), z.unknown());

const amplitudeEvent = z
  .looseObject({
    event_type: z.string().describe('The name of the event; $identify and $groupidentify are records'),
    user_id: z.string().optional().describe('This, `device_id` or both'),
    device_id: z.string().optional(),
    time: z.int().optional().describe('ms since 1970; the time of arrival when left out'),
    insert_id: z.string().optional().describe('With the device or user it makes the event unique for 7 days'),
    session_id: z.int().optional().describe('Start of the session in ms, or -1'),
    event_properties: properties.optional(),
    user_properties: properties
      .optional()
      .describe('Plain values are set; $set, $setOnce, $add, $append, $unset, ... with $identify'),
    groups: properties.optional(),
  })
  .describe('Further fields of Amplitude’s HTTP V2 are kept as properties with `$` in front');

export const amplitudeEventsBody = z.object({
  api_key: z.string().describe('A write key'),
  events: z.array(amplitudeEvent),
  options: z.object({ min_id_length: z.int().optional() }).optional(),
});

export const amplitudeRecordBody = z
  .object({ api_key: z.string().describe('A write key') })
  .catchall(z.unknown())
  .describe(
    'A form, or JSON: `identification`, `identification` of groups, or `mapping`, each one object or a list',
  );

const segmentMessage = z.looseObject({
  type: z.enum(['track', 'identify', 'group', 'page', 'screen', 'alias']).optional().describe('In a batch'),
  userId: z.string().optional().describe('This, `anonymousId` or both'),
  anonymousId: z.string().optional(),
  messageId: z.string().optional().describe('With the device or user it makes the message unique for 7 days'),
  timestamp: z.string().optional().describe('ISO 8601'),
  event: z.string().optional().describe('track: the name of the event'),
  properties: properties.optional(),
  traits: properties.optional().describe('identify and group: null removes'),
  groupId: z.string().optional(),
  previousId: z.string().optional(),
  context: properties.optional(),
});

export const segmentMessageBody = segmentMessage.extend({
  writeKey: z.string().optional().describe('Or as the user of Basic authorization'),
});

export const segmentBatchBody = z.object({
  batch: z.array(segmentMessage),
  sentAt: z.string().optional(),
  writeKey: z.string().optional().describe('Or as the user of Basic authorization'),
});

/** For routes whose body is documented and read elsewhere. */
export const unchecked = () => (value: unknown) => ({ value });
