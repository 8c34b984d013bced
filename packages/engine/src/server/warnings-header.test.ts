import { describe, expect, it } from 'vitest';
import { warningsHeader } from './warnings-header.ts';

describe('warnings in a header', () => {
  it('are JSON in ASCII', () => {
    const warnings = [{ code: 'unknown-event', message: 'no event "Käufe 🛒"', path: 'anchor.names.0' }];
    const text = warningsHeader(warnings);
    expect(text).toMatch(/^[\x20-\x7e]+$/);
    expect(JSON.parse(text)).toEqual(warnings);
  });

  it('are counted where they would be too long', () => {
    const warnings = Array.from({ length: 50 }, (_, i) => ({
      code: 'x',
      message: 'y'.repeat(200),
      path: `${i}`,
    }));
    const text = warningsHeader(warnings);
    expect(text.length).toBeLessThanOrEqual(4_000);
    const told = JSON.parse(text) as { code: string; message: string }[];
    expect(told.at(-1)).toMatchObject({
      code: 'more-warnings',
      message: `${50 - (told.length - 1)} more: ask for JSON to see all`,
    });
  });
});
