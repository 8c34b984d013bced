import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { secretBox } from './secret-box.ts';

describe('secret box', () => {
  const key = randomBytes(32);

  it('gives back what it sealed, and never the same text twice', () => {
    const box = secretBox(key);
    const sealed = box.seal('whsec_ü');
    expect(box.open(sealed)).toBe('whsec_ü');
    expect(box.seal('whsec_ü')).not.toBe(sealed);
    expect(sealed).not.toContain('whsec');
  });

  it('refuses another key, a changed text and a short key', () => {
    const sealed = secretBox(key).seal('secret');
    expect(() => secretBox(randomBytes(32)).open(sealed)).toThrow();
    const changed = Buffer.from(sealed.slice(3), 'base64');
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    expect(() => secretBox(key).open(`v1.${changed.toString('base64')}`)).toThrow();
    expect(() => secretBox(key).open('secret')).toThrow('not a sealed secret');
    expect(() => secretBox(Buffer.alloc(16))).toThrow('32 bytes');
  });
});
