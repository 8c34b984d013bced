import { describe, expect, it } from 'vitest';
import { storedEvent } from '../../../../test/support/stored-event.ts';
import { SHOWN_CHARACTERS, showEvent } from './shown-event.ts';

const BASE = { project: 'p', name: 'a', time: 1_000 };

describe('showEvent', () => {
  it('says whose an event is, by the user, else the device, else nobody', () => {
    expect(showEvent(storedEvent({ ...BASE, by: 'ann', device: 'd', account: 'acme' }))).toMatchObject({
      id: 'ann',
      userId: 'ann',
      deviceId: 'd',
      accounts: ['acme'],
    });
    expect(showEvent(storedEvent({ ...BASE, device: 'd' }))).toMatchObject({ id: 'device:d', userId: null });
    expect(showEvent(storedEvent({ ...BASE, name: '$groupidentify' }))).toMatchObject({ id: null });
  });

  it('cuts long texts and lists, and leaves out what goes past the size, saying how much', () => {
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`property ${i}`, 'x'.repeat(50)]));
    const { properties, propertiesLeftOut } = showEvent(
      storedEvent({
        ...BASE,
        properties: {
          text: `${'é'.repeat(255)}🎉 and more`,
          list: Array.from({ length: 30 }, (_, i) => i),
          ['__proto__']: 'a name like any other',
          ...many,
        },
      }),
    );
    expect(properties.text).toBe(`${'é'.repeat(255)}\ufffd…`);
    expect(properties.list).toEqual([...Array.from({ length: 20 }, (_, i) => i), '…']);
    expect(Object.hasOwn(properties, '__proto__')).toBe(true);
    expect(JSON.stringify(properties).length).toBeLessThanOrEqual(SHOWN_CHARACTERS);
    expect(Object.keys(properties).length + propertiesLeftOut).toBe(303);
    expect(propertiesLeftOut).toBeGreaterThan(200);
  });
});
