import type { Fault } from '../fault.ts';

const REGION = 'the bucket is in another region: correct `region`';

/** What S3's codes mean here. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const CODES: Readonly<Record<string, { kind: 'credentials' | 'misconfigured'; message: string }>> = {
  InvalidAccessKeyId: { kind: 'credentials', message: 'there is no such key: correct `accessKeyId`' },
  SignatureDoesNotMatch: {
    kind: 'credentials',
    message: 'the secret is not that of the key: correct `secretAccessKey`',
  },
  AccessDenied: {
    kind: 'credentials',
    message: 'the key may not write there: it needs s3:PutObject on `bucket`, below `prefix`',
  },
  ExpiredToken: { kind: 'credentials', message: 'the credentials have expired: renew `sessionToken`' },
  InvalidToken: { kind: 'credentials', message: 'the credentials do not hold: correct `sessionToken`' },
  NoSuchBucket: { kind: 'misconfigured', message: 'there is no such bucket: correct `bucket` or `endpoint`' },
  PermanentRedirect: { kind: 'misconfigured', message: REGION },
  AuthorizationHeaderMalformed: { kind: 'misconfigured', message: REGION },
  IllegalLocationConstraintException: { kind: 'misconfigured', message: REGION },
  RequestTimeTooSkewed: { kind: 'misconfigured', message: 'the clock of this server is off: set it right' },
};

/** The same fault in the words of the setting to change, where the answer's body has one of S3's codes. */
export function s3Fault(fault: Fault, body: string): Fault {
  const code = codeOf(body) ?? '';
  if (code === 'SlowDown') return { kind: 'limited', afterMs: undefined, message: fault.message };
  if (code === 'RequestTimeout') return { kind: 'unavailable', afterMs: undefined, message: fault.message };
  const known = Object.hasOwn(CODES, code) ? CODES[code] : undefined;
  return known === undefined ? fault : { kind: known.kind, message: `${code}: ${known.message}` };
}

export function codeOf(body: string): string | undefined {
  return /<Code>(\w+)<\/Code>/.exec(body)?.[1];
}
