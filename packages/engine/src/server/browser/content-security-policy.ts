import { randomBytes } from 'node:crypto';

/** Stands in index.html wherever the page needs its nonce. */
export const NONCE_PLACEHOLDER = '__CSP_NONCE__';

/** Never the same twice: one for each answer. */
export function freshNonce(): string {
  return randomBytes(16).toString('base64');
}

/**
 * What every HTML answer comes with. Scripts come from this server alone, and none stands in a page; style elements carry the nonce of
 * their answer. Style attributes are allowed: libraries for charts and dragging set them, and they run nothing.
 */
export function pageHeaders(nonce: string): Record<string, string> {
  return {
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'self'",
      `style-src-elem 'self' 'nonce-${nonce}'`,
      "style-src-attr 'unsafe-inline'",
      "img-src 'self' data: blob:",
      "font-src 'self'",
      "connect-src 'self'",
      "manifest-src 'self'",
      "worker-src 'self' blob:",
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cache-control': 'no-store',
  };
}
