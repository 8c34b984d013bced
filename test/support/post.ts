export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON, unchecked: tests look into it. */
  // biome-ignore lint/suspicious/noExplicitAny: what is asserted about it says what it is
  readonly json: any;
}

/** One POST to a listening server; an object goes as JSON, text and bytes as they are. */
export async function post(
  url: string,
  body: object | string | Uint8Array,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const raw = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: raw,
  });
  const text = await answer.text();
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  return { status: answer.status, headers: answer.headers, text, json };
}
