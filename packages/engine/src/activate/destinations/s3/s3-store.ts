import { classifyResponse } from '../classify-response.ts';
import { DestinationFault } from '../fault.ts';
import type { FileStore } from '../files/all-file.ts';
import type { Call, VendorRequest, VendorResponse } from '../vendor-request.ts';
import { codeOf, s3Fault } from './fault.ts';
import { type S3Settings, s3Url } from './settings.ts';

/** Objects of a bucket; large ones come in parts. https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html */
export function s3Store(settings: S3Settings, call: Call): FileStore {
  async function asked(
    method: VendorRequest['method'],
    url: string,
    content: Pick<VendorRequest, 'body' | 'bytes'> = { body: '' },
  ): Promise<VendorResponse> {
    const response = await call({ method, url, headers: {}, ...content }, 'files').catch((error: unknown) => {
      if (!(error instanceof DestinationFault)) throw error;
      throw new DestinationFault(s3Fault(error.fault, error.fault.message));
    });
    const fault = classifyResponse(response, 0);
    // The answer to the last request of an upload may be 200 and an error.
    if (fault === undefined && codeOf(response.body) === undefined) return response;
    const message = `the store answered ${response.status}: ${response.body.slice(0, 200)}`;
    throw new DestinationFault(s3Fault({ kind: 'unavailable', afterMs: undefined, message }, response.body));
  }

  return {
    put: async (path, bytes) => {
      await asked('PUT', s3Url(settings, path), { bytes });
    },
    upload: async (path) => {
      const url = s3Url(settings, path);
      const begun = await asked('POST', `${url}?uploads=`);
      const id = /<UploadId>([^<]+)<\/UploadId>/.exec(begun.body)?.[1];
      if (id === undefined) throw odd(`no upload was begun: ${begun.body.slice(0, 200)}`);
      const upload = `uploadId=${encodeURIComponent(unescaped(id))}`;
      const tags: string[] = [];
      return {
        part: async (bytes) => {
          const { headers } = await asked('PUT', `${url}?partNumber=${tags.length + 1}&${upload}`, { bytes });
          if (headers.etag === undefined) throw odd('a part was taken without an ETag');
          tags.push(headers.etag);
        },
        finish: async () => {
          const parts = tags.map(
            (tag, at) => `<Part><PartNumber>${at + 1}</PartNumber><ETag>${escaped(tag)}</ETag></Part>`,
          );
          const body = `<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`;
          await asked('POST', `${url}?${upload}`, { body });
        },
        abandon: async () => {
          await asked('DELETE', `${url}?${upload}`).catch(() => undefined);
        },
      };
    },
  };
}

function odd(message: string): DestinationFault {
  return new DestinationFault({ kind: 'misconfigured', message });
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
