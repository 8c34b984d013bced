/** What the page's Content-Security-Policy lets styles carry that are made while it runs; the server writes a new one into each page. */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
}
