import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type {
  VendorRequest,
  VendorResponse,
} from '../../packages/engine/src/activate/destinations/vendor-request.ts';
import { FakeFiles } from './files.ts';

const HOST = 's3.eu-central-1.amazonaws.com';
const LEAST_PART = 5 * 1024 * 1024;
const LONGEST_SKEW_MS = 15 * 60_000;

/** One bucket in memory, after Amazon's documentation: signatures are computed from the request as it came, and bodies hashed. */
export class FakeS3 extends FakeFiles {
  readonly settings: Record<string, unknown>;
  readonly objects = new Map<string, Buffer>();
  readonly uploads = new Map<string, { readonly key: string; readonly parts: Map<number, Buffer> }>();
  /** What the next request is answered with, whatever it is. */
  next: VendorResponse | undefined;
  readonly #clock: () => number;
  #uploaded = 0;

  constructor(settings: Record<string, unknown>, clock: () => number) {
    super();
    this.#clock = clock;
    this.settings = {
      bucket: 'crm-exports',
      prefix: 'cusp/prod',
      region: 'eu-central-1',
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      ...settings,
    };
  }

  paths(): string[] {
    return [...this.objects.keys()];
  }

  pathOf({ url }: VendorRequest): string {
    const { host, pathname } = new URL(url);
    const path = decodeURIComponent(pathname.slice(1));
    return host.startsWith(`${this.settings.bucket}.`) ? path : path.replace(/^[^/]+\//, '');
  }

  refusal(): VendorResponse {
    return failed(403, 'AccessDenied');
  }

  async take(request: VendorRequest): Promise<VendorResponse> {
    if (this.next) {
      const given = this.next;
      this.next = undefined;
      return given;
    }
    return this.#refused(request) ?? this.#stored(request);
  }

  #refused(request: VendorRequest): VendorResponse | undefined {
    const { bucket, accessKeyId, secretAccessKey, sessionToken, region, pathStyle, endpoint } = this.settings;
    const url = new URL(request.url);
    const host = endpoint === undefined ? HOST : new URL(String(endpoint)).host;
    const wantedHost = pathStyle ? host : `${bucket}.${host}`;
    if (url.host !== wantedHost) {
      return url.host.endsWith('.amazonaws.com') && url.host.startsWith(`${bucket}.`)
        ? failed(301, 'PermanentRedirect')
        : failed(404, 'NoSuchBucket');
    }
    if (pathStyle && url.pathname.split('/')[1] !== bucket) return failed(404, 'NoSuchBucket');
    const given = readAuthorization(request.headers.authorization ?? '');
    if (given === undefined) return failed(403, 'AccessDenied');
    if (given.accessKeyId !== accessKeyId) return failed(403, 'InvalidAccessKeyId');
    if (given.region !== region) return failed(400, 'AuthorizationHeaderMalformed');
    if (request.headers['x-amz-security-token'] !== sessionToken) return failed(400, 'InvalidToken');
    const date = request.headers['x-amz-date'] ?? '';
    const at = Date.parse(date.replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5'));
    if (!(Math.abs(this.#clock() - at) <= LONGEST_SKEW_MS)) return failed(403, 'RequestTimeTooSkewed');
    const needed = ['host', 'x-amz-content-sha256', 'x-amz-date'];
    if (sessionToken !== undefined) needed.push('x-amz-security-token');
    if (!needed.every((name) => given.signedHeaders.includes(name))) return failed(403, 'AccessDenied');
    if (request.headers['x-amz-content-sha256'] !== sha256(request.bytes ?? request.body ?? '')) {
      return failed(400, 'XAmzContentSHA256Mismatch');
    }
    const expected = Buffer.from(signature(request, given, String(secretAccessKey)));
    const came = Buffer.from(given.signature);
    if (came.length !== expected.length || !timingSafeEqual(came, expected)) {
      return failed(403, 'SignatureDoesNotMatch');
    }
    return undefined;
  }

  #stored(request: VendorRequest): VendorResponse {
    const key = this.pathOf(request);
    const { searchParams: query } = new URL(request.url);
    const bytes = Buffer.from(request.bytes ?? request.body ?? '');
    const upload = this.uploads.get(query.get('uploadId') ?? '');
    if (query.has('uploadId') && upload?.key !== key) return failed(404, 'NoSuchUpload');
    switch (request.method) {
      case 'PUT':
        if (upload) upload.parts.set(Number(query.get('partNumber')), bytes);
        else this.objects.set(key, bytes);
        return { status: 200, headers: { etag: tagOf(bytes) }, body: '' };
      case 'POST': {
        if (query.has('uploads')) {
          this.#uploaded += 1;
          const id = `up/load+${this.#uploaded}&`;
          this.uploads.set(id, { key, parts: new Map() });
          return xml(
            200,
            `<InitiateMultipartUploadResult><UploadId>${id.replace('&', '&amp;')}</UploadId></InitiateMultipartUploadResult>`,
          );
        }
        if (!upload) return failed(400, 'InvalidRequest');
        const listed = [
          ...bytes.toString().matchAll(/<PartNumber>(\d+)<\/PartNumber><ETag>([^<]+)<\/ETag>/g),
        ];
        const parts = listed.map(([, number, tag]) => {
          const part = upload.parts.get(Number(number));
          return part && tagOf(part) === tag ? part : undefined;
        });
        if (parts.length === 0 || parts.includes(undefined)) return failed(400, 'InvalidPart');
        const whole = parts.filter((part) => part !== undefined);
        if (whole.slice(0, -1).some(({ length }) => length < LEAST_PART))
          return failed(400, 'EntityTooSmall');
        this.objects.set(key, Buffer.concat(whole));
        this.uploads.delete(query.get('uploadId') ?? '');
        return xml(200, '<CompleteMultipartUploadResult/>');
      }
      case 'DELETE':
        if (upload) this.uploads.delete(query.get('uploadId') ?? '');
        else this.objects.delete(key);
        return { status: 204, headers: {}, body: '' };
      default:
        return failed(405, 'MethodNotAllowed');
    }
  }
}

interface Authorization {
  readonly accessKeyId: string;
  readonly day: string;
  readonly region: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

export function readAuthorization(header: string): Authorization | undefined {
  const read =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      header,
    );
  if (read === null) return undefined;
  const [, accessKeyId = '', day = '', region = '', names = '', given = ''] = read;
  return { accessKeyId, day, region, signedHeaders: names.split(';'), signature: given };
}

/** Signature Version 4 of a request as it came. https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html */
export function signature(
  { method, url, headers }: VendorRequest,
  { day, region, signedHeaders }: Authorization,
  secret: string,
): string {
  const { host, pathname, search } = new URL(url);
  const query = search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => (pair.includes('=') ? pair : `${pair}=`))
    .toSorted()
    .join('&');
  const lines = signedHeaders.map((name) => `${name}:${(name === 'host' ? host : headers[name])?.trim()}\n`);
  const hash = headers['x-amz-content-sha256'] ?? '';
  const canonical = [method, pathname, query, lines.join(''), signedHeaders.join(';'), hash].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'] ?? '', scope, sha256(canonical)].join('\n');
  const key = [day, region, 's3', 'aws4_request'].reduce(
    (before: Buffer, part) => hmac(before, part),
    Buffer.from(`AWS4${secret}`),
  );
  return hmac(key, text).toString('hex');
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function tagOf(bytes: Buffer): string {
  return `"${createHash('md5').update(bytes).digest('hex')}"`;
}

function xml(status: number, body: string): VendorResponse {
  return {
    status,
    headers: { 'content-type': 'application/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
  };
}

export function failed(status: number, code: string): VendorResponse {
  return xml(status, `<Error><Code>${code}</Code><Message>${code} it is</Message></Error>`);
}
