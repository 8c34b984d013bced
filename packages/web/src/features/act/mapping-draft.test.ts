import { describe, expect, it } from 'vitest';
import { mappingOf, NEW_MAPPING } from './mapping-draft.ts';

describe('mappingOf', () => {
  it('sends the email alone for a draft that nobody touched', () => {
    expect(mappingOf(NEW_MAPPING)).toEqual({ email: 'email', attributes: {} });
  });

  it('leaves rows without a side and empty fields out, and trims the rest', () => {
    const draft = {
      email: 'mail',
      rows: [
        { property: 'plan', field: ' plan_name ' },
        { property: '', field: 'lost' },
        { property: 'role', field: ' ' },
      ],
      enteredAt: ' became_ready ',
      reason: '',
      event: '  ',
    };
    expect(mappingOf(draft)).toEqual({
      email: 'mail',
      attributes: { plan_name: 'plan' },
      enteredAt: 'became_ready',
    });
  });
});
