import { z } from 'zod';
import { fileSettings } from '../files/settings.ts';

export const s3Settings = z.strictObject({
  bucket: z
    .string()
    .regex(
      /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
      'Expected the name of a bucket: small letters, digits, "-", "."',
    ),
  prefix: z
    .string()
    .max(200)
    .regex(
      /^(|(?!\.{1,2}(\/|$))[\w.-]+(\/(?!\.{1,2}(\/|$))[\w.-]+)*)$/,
      'Expected names of letters, digits, "-", "_" and "." with / between',
    )
    .default('')
    .describe('Where in the bucket the files go, without / at its ends'),
  region: z
    .string()
    .regex(/^[a-z0-9-]{2,40}$/, 'Expected a region such as eu-central-1')
    .default('us-east-1')
    .describe('Of the bucket; with an endpoint of your own, what it takes for one'),
  endpoint: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .refine((text) => new URL(text).href === `${new URL(text).origin}/`, 'Expected an address without a path')
    .optional()
    .describe('Of a store that speaks S3, in place of Amazon’s for the region'),
  pathStyle: z
    .boolean()
    .default(false)
    .describe('Put the bucket into the path and not into the host, as many stores of one’s own need it'),
  accessKeyId: z.string().regex(/^[\w./+=-]{3,128}$/, 'Expected the id of an access key'),
  secretAccessKey: z.string().min(8).max(200).describe('Of the access key'),
  sessionToken: z.string().max(4_000).optional().describe('Of temporary credentials'),
  ...fileSettings,
});

export type S3Settings = z.infer<typeof s3Settings>;

/** Host, bucket and prefix: what makes another place when it changes. */
export function s3Root(settings: S3Settings): string {
  const { bucket, prefix } = settings;
  return `${base(settings).host}/${bucket}${prefix === '' ? '' : `/${prefix}`}`;
}

/** The address of an object; `path` begins with host and bucket, as an audience's id does. */
export function s3Url(settings: S3Settings, path: string): string {
  const { bucket, pathStyle } = settings;
  const { protocol, host } = base(settings);
  const key = path
    .slice(`${host}/${bucket}/`.length)
    .split('/')
    .map((name) => encodeURIComponent(name))
    .join('/');
  // The certificate of Amazon's hosts does not cover a name with dots in front.
  if (pathStyle || bucket.includes('.')) return `${protocol}//${host}/${bucket}/${key}`;
  return `${protocol}//${bucket}.${host}/${key}`;
}

function base({ endpoint, region }: S3Settings): URL {
  return new URL(endpoint ?? `https://s3.${region}.amazonaws.com`);
}
