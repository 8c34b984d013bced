import { describe, expect, it } from 'vitest';
import { preferredType } from './preferred-type.ts';

const OFFERED = ['application/json', 'text/event-stream', 'text/csv'] as const;

describe('the preferred media type', () => {
  it.each([
    [undefined, 'application/json'],
    ['', 'application/json'],
    ['*/*', 'application/json'],
    ['text/csv', 'text/csv'],
    ['TEXT/CSV; charset=utf-8', 'text/csv'],
    ['text/csv;q=0', 'application/json'],
    ['application/json, text/csv;q=0.5', 'application/json'],
    ['text/csv;q=0.5, application/json;q=0.4', 'text/csv'],
    ['text/csv, application/json', 'text/csv'],
    ['application/json, text/csv', 'application/json'],
    ['text/csv, */*', 'text/csv'],
    ['*/*, text/csv;q=0.9', 'application/json'],
    ['application/json, text/plain, */*', 'application/json'],
    ['text/*', 'text/event-stream'],
    ['text/*, text/event-stream;q=0.1', 'text/csv'],
    ['*/*, application/json;q=0, text/event-stream; q=0', 'text/csv'],
    ['text/csv-schema', 'application/json'],
    ['application/x-text/csv', 'application/json'],
    ['text/csv;q=nonsense', 'application/json'],
    ['image/png', 'application/json'],
  ])('of %j is %s', (accept, expected) => {
    expect(preferredType(accept, [...OFFERED])).toBe(expected);
  });
});
