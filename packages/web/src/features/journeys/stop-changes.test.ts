import { describe, expect, it } from 'vitest';
import { NO_EVENT } from '../../ui/fields/no-event.ts';
import type { JourneySearch } from './search.ts';
import { expandedBy, stopChanges } from './stop-changes.ts';

const search: JourneySearch = {
  anchor: { ...NO_EVENT, names: ['wall'] },
  range: { last: { amount: 30, unit: 'day' } },
  hide: ['noise'],
  groups: [{ name: 'money', events: ['pricing', 'checkout'] }],
  expand: [{ event: 'open', property: 'kind' }],
};

describe('stopChanges', () => {
  it('hides an event beside those that are hidden, but not the anchor', () => {
    const open = { kind: 'event', name: 'help' } as const;
    expect(stopChanges(search, 1, open).hide).toEqual({ hide: ['noise', 'help'] });
    expect(stopChanges(search, 0, { kind: 'event', name: 'wall' }).hide).toBeUndefined();
  });

  it('expands what is neither grouped nor expanded, and folds what is', () => {
    expect(stopChanges(search, 1, { kind: 'event', name: 'help' }).expandable).toBe('help');
    expect(stopChanges(search, 1, { kind: 'event', name: 'money' }).expandable).toBeUndefined();
    const expanded = stopChanges(search, 1, { kind: 'event', name: 'open', value: null });
    expect(expanded).toMatchObject({ expandable: undefined, fold: { expand: undefined } });
    expect(expandedBy(search, 'help', 'topic').expand).toHaveLength(2);
  });

  it('offers nothing of ends', () => {
    expect(stopChanges(search, 1, { kind: 'left' })).toEqual({
      hide: undefined,
      expandable: undefined,
      fold: undefined,
    });
  });
});
