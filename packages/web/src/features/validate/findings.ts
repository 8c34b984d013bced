import type { Finding } from '@cusp/engine/analyse/backtest/result.ts';

/** A finding as a word, and its colour: lift green, harm red, noise and what is unknown grey. */
export const FINDINGS: Readonly<Record<Finding, { readonly word: string; readonly color: string }>> = {
  signal: { word: 'Signal', color: 'var(--cusp-entered)' },
  opposite: { word: 'Harm', color: 'var(--cusp-exited)' },
  noise: { word: 'Noise', color: 'var(--cusp-unknown)' },
  'not-enough-data': { word: 'Not enough data', color: 'var(--cusp-unknown)' },
};
