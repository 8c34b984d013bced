import { createHash } from 'node:crypto';
import { AwsV4Signer } from 'aws4fetch';
import type { Instant } from '../../../model/time.ts';
import type { VendorRequest } from '../vendor-request.ts';
import type { S3Settings } from './settings.ts';

/**
 * The headers of Signature Version 4, over the address, the moment and the hash of the body.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
export async function signed(
  { method, url, headers, body = '', bytes }: VendorRequest,
  { accessKeyId, secretAccessKey, sessionToken, region }: S3Settings,
  now: Instant,
): Promise<Record<string, string>> {
  const hash = createHash('sha256')
    .update(bytes ?? body)
    .digest('hex');
  const signer = new AwsV4Signer({
    method,
    url,
    headers: { ...headers, 'x-amz-content-sha256': hash },
    accessKeyId,
    secretAccessKey,
    ...(sessionToken === undefined ? {} : { sessionToken }),
    service: 's3',
    region,
    datetime: new Date(now).toISOString().replaceAll(/[:-]|\.\d{3}/g, ''),
  });
  return Object.fromEntries((await signer.sign()).headers);
}
