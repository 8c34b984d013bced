import { describe, expect, it } from 'vitest';
import { defaultSettings, givenSettings, settingLabel, splitSettings } from './setting-schema.ts';

const schema = {
  properties: {
    url: { type: 'string' as const },
    secret: { type: 'string' as const },
    membersPerMessage: { type: 'integer' as const, default: 1000 },
  },
  required: ['url', 'secret'],
};

describe('the form of a destination', () => {
  it('asks first for what must be given, and not for what the server makes', () => {
    expect(splitSettings(schema, ['secret'])).toEqual({
      needed: ['url'],
      more: ['secret', 'membersPerMessage'],
    });
  });

  it('begins with the defaults, and sends nothing that was left empty', () => {
    expect(defaultSettings(schema)).toEqual({ membersPerMessage: 1000 });
    expect(givenSettings({ url: 'https://a.example', secret: '', membersPerMessage: undefined })).toEqual({
      url: 'https://a.example',
    });
  });

  it('spells names as words', () => {
    expect(settingLabel('requestsPerSecond')).toBe('Requests per second');
    expect(settingLabel('appApiKey')).toBe('App API key');
    expect(settingLabel('hubId')).toBe('Hub ID');
  });
});
