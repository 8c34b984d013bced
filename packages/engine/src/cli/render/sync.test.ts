import { expect, it } from 'vitest';
import { must } from '../../util/assert.ts';
import { previewWords, type ShownSync, syncWords } from './sync.ts';

it('says how many people a list leaves out', () => {
  const preview = previewWords({
    wanted: 12,
    add: 11,
    update: 1,
    remove: 0,
    names: { add: ['ann', 'bob'], update: ['cat'], remove: [] },
    unaddressed: [{ message: 'has no email', count: 3, names: ['dan'] }],
    warnings: [],
    requests: [],
  });
  expect(preview.split('\n')).toEqual([
    '12 members',
    '  11 would be put in: ann, bob, and 9 more',
    '  1 there already would get new values: cat',
    '  0 would be taken out',
    '  3 stay out: has no email: dan, and 2 more',
  ]);
  const sync: ShownSync = {
    ...{
      id: 's',
      cohort: 'walls',
      destination: 'mail',
      kind: 'iterable',
      audience: 'walls',
      mode: 'dynamic',
    },
    ...{ state: 'running', destinationState: 'ready', message: null, wanted: 5, there: 1 },
    ...{ pending: 1, rejected: 2, unresolved: 1, comparedAt: null, goodAt: null, exclusive: false },
    drift: {
      ...{
        checkedAt: 0,
        there: 3,
        missing: 2,
        missingNames: ['ann'],
        extra: 0,
        extraAddresses: [],
        bySize: false,
        failed: null,
      },
    },
    health: { state: 'behind', message: `1 waits ${'long '.repeat(20)}` },
    people: [{ name: 'ann', state: 'rejected', reason: 'invalid', message: 'is no email' }],
  };
  const broken = {
    ...must(sync.drift, 'drift'),
    checkedAt: 1_000,
    failed: { at: 60_000, message: 'the key may not read' },
  };
  expect(syncWords({ ...sync, drift: broken })).toContain(
    'could not be read on 1970-01-01 00:01:00 UTC: the key may not read; before that 3 there on',
  );
  expect(syncWords(sync)).toContain('3 there on 1970-01-01 00:00:00 UTC, 2 missing (ann, and 1 more)');
  expect(syncWords(sync).split('\n').slice(-3)).toEqual([
    expect.stringContaining('who'),
    expect.stringContaining('ann'),
    'and 3 more',
  ]);
  expect(syncWords(sync)).toContain('health      behind: 1 waits long');
  expect(
    Math.max(
      ...syncWords(sync)
        .split('\n')
        .map((line) => line.length),
    ),
  ).toBeLessThanOrEqual(80);
});
