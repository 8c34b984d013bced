import type { TimelineEntry } from '@cusp/engine/analyse/lookup/result.ts';
import { counted, elapsedText } from '../../ui/format.ts';
import { proseName } from '../../ui/prose-name.ts';
import { valueText } from '../../ui/value-text.ts';

/** An entry of a timeline in a line. */
export function entryWords(entry: TimelineEntry): string {
  switch (entry.kind) {
    case 'event':
      return [
        proseName(entry.event.name),
        ...pairs(entry.event.properties).map(([name, value]) => `${proseName(name)}: ${proseName(value)}`),
      ].join('  ·  ');
    case 'session':
      return `Session of ${elapsedText(entry.session.lengthMs)}, ${counted(entry.session.events, 'event')}`;
    case 'property':
      return entry.changes
        .map(
          ({ property, value, was }) =>
            `${proseName(property)}: ${proseName(valueText(was))} → ${proseName(valueText(value))}`,
        )
        .join(', ');
    case 'cohort':
      return `${entry.direction === 'entered' ? 'Entered' : 'Left'} “${proseName(entry.cohort)}”${entry.isLate ? ', known late' : ''}`;
    case 'touch':
      return `${proseName(entry.touch.name)}  ·  ${entry.touch.detail}`;
  }
}

/** All that is known of an entry, as names and values. */
export function entryDetails(entry: TimelineEntry): readonly (readonly [string, string])[] {
  const at = ['time', new Date(entry.time).toISOString()] as const;
  switch (entry.kind) {
    case 'event': {
      const { received, sessionId, userId, deviceId, accounts, source, properties, userProperties } =
        entry.event;
      return [
        at,
        ['received', new Date(received).toISOString()],
        ...pairs(properties),
        ...pairs(userProperties).map(([name, value]) => [`user.${name}`, value] as const),
        ['user id', userId || '–'],
        ['device id', deviceId || '–'],
        ['accounts', accounts.join(', ') || '–'],
        ['session', sessionId > 0 ? String(sessionId) : '–'],
        ['source', source],
      ];
    }
    case 'cohort':
      return [at, ['version', String(entry.version)], ['recorded', new Date(entry.recorded).toISOString()]];
    case 'property':
      return [
        at,
        ...entry.changes.map(
          ({ property, value, was }) => [property, `${valueText(was)} → ${valueText(value)}`] as const,
        ),
      ];
    case 'session':
      return [at, ['length', elapsedText(entry.session.lengthMs)], ['events', String(entry.session.events)]];
    case 'touch':
      return [at, ['kind', entry.touch.what], ['by', entry.touch.name], ['what', entry.touch.detail]];
  }
}

function pairs(properties: Readonly<Record<string, unknown>>): readonly (readonly [string, string])[] {
  return Object.entries(properties)
    .filter(([name]) => !name.startsWith('$'))
    .map(([name, value]) => [name, valueText(value)] as const);
}
