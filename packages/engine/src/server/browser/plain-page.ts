import type { FastifyReply } from 'fastify';
import { freshNonce, pageHeaders } from './content-security-policy.ts';

/** A page for when the app itself cannot be shown. All text is escaped. */
export interface PlainPage {
  readonly title: string;
  /** What happened and what is safe, a sentence or two. */
  readonly text: string;
  /** Lines to type where the server runs. */
  readonly commands?: readonly string[] | undefined;
  readonly link?: { readonly href: string; readonly text: string } | undefined;
}

const STYLE = `
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
  body { margin: 12vh auto; max-width: 36rem; padding: 0 1.5rem }
  h1 { font-size: 1.25rem }
  pre { padding: .75rem 1rem; border: 1px solid; border-radius: 8px; overflow-x: auto }
`;

export function sendPlainPage(reply: FastifyReply, status: number, page: PlainPage): FastifyReply {
  const nonce = freshNonce();
  return reply
    .code(status)
    .headers(pageHeaders(nonce))
    .type('text/html; charset=utf-8')
    .send(plainPage(page, nonce));
}

function plainPage({ title, text, commands = [], link }: PlainPage, nonce: string): string {
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(title)} · Cusp</title>`,
    `<style nonce="${nonce}">${STYLE}</style>`,
    `<main><h1>${escaped(title)}</h1>`,
    `<p>${escaped(text)}</p>`,
    ...(commands.length === 0 ? [] : [`<pre><code>${escaped(commands.join('\n'))}</code></pre>`]),
    ...(link === undefined ? [] : [`<p><a href="${escaped(link.href)}">${escaped(link.text)}</a></p>`]),
    '</main></html>',
    '',
  ].join('\n');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
