/** A secret shorter than this is more likely a common word: replacing it would only garble messages. */
const SHORTEST = 6;

/** Takes secrets out of text that people or logs will see, also in base64, as in Basic authorization, and percent-encoded. */
export type Redact = (text: string) => string;

export function redactor(secrets: readonly string[]): Redact {
  const forms = secrets
    .filter((secret) => secret.length >= SHORTEST)
    .flatMap((secret) => [
      secret,
      encodeURIComponent(secret),
      Buffer.from(secret).toString('base64'),
      Buffer.from(`${secret}:`).toString('base64'),
      JSON.stringify(secret).slice(1, -1),
    ])
    .toSorted((a, b) => b.length - a.length);
  return (text) => forms.reduce((shown, form) => shown.replaceAll(form, '[secret]'), text);
}
