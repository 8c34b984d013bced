import { expect, it } from 'vitest';
import { closestWord } from './closest-word.ts';

it('finds what a mistyped word meant', () => {
  const words = ['user', 'userProperties', 'eventProperties', 'insertId', 'time'];
  expect(closestWord('usr', words)).toBe('user');
  expect(closestWord('user_properties', words)).toBe('userProperties');
  expect(closestWord('insret_id', words)).toBe('insertId');
  expect(closestWord('tiem', words)).toBe('time');
});

it('stays silent when nothing is near', () => {
  expect(closestWord('colour', ['user', 'time'])).toBeUndefined();
  expect(closestWord('x', [])).toBeUndefined();
});
