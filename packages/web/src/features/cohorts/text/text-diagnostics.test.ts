import { describe, expect, it } from 'vitest';
import { textDiagnostics } from './text-diagnostics.ts';

describe('what is wrong with a text', () => {
  it('stands at its characters, also at the very end', () => {
    const text = 'users who did a at lea';
    const [first] = textDiagnostics(text, []);
    expect(first).toMatchObject({ severity: 'error', from: 19, to: 22 });
    const [atEnd] = textDiagnostics('users who did', []);
    expect(atEnd).toMatchObject({ from: 12, to: 13 });
    expect(textDiagnostics('', [])[0]).toMatchObject({ from: 0, to: 0 });
  });

  it('marks names that nothing carries, wherever they are written', () => {
    const message = 'no event named "paywal" has come in: did you mean "paywall"?';
    const text = 'users who did paywal and not in cohort "paywal x"';
    expect(textDiagnostics(text, [{ code: 'unknown-event', path: 'where', message }])).toEqual([
      { from: 14, to: 20, severity: 'warning', message },
    ]);
    expect(textDiagnostics('users who did paywall', [])).toEqual([]);
  });
});
