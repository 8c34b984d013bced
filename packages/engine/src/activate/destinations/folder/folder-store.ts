import { DestinationFault } from '../fault.ts';
import type { FileStore } from '../files/all-file.ts';
import { folderUrl } from '../files/folder-url.ts';
import type { Call, VendorRequest } from '../vendor-request.ts';

/** A file has one writer, and what an earlier try left of it is begun anew: one id does for all uploads. */
const UPLOAD = 'next';

export function folderStore(call: Call): FileStore {
  async function asked(method: VendorRequest['method'], url: string, bytes?: Uint8Array): Promise<void> {
    const { status, body } = await call({ method, url, headers: {}, bytes }, 'files');
    if (status < 300) return;
    throw new DestinationFault({ kind: 'unavailable', afterMs: undefined, message: `${status}: ${body}` });
  }
  return {
    put: (path, bytes) => asked('PUT', folderUrl(path), bytes),
    upload: async (path) => {
      const url = `${folderUrl(path)}?upload=${UPLOAD}`;
      let size = 0;
      return {
        part: async (bytes) => {
          await asked('PUT', `${url}&offset=${size}`, bytes);
          size += bytes.byteLength;
        },
        finish: () => asked('POST', `${url}&size=${size}`),
        abandon: () => asked('DELETE', url).catch(() => undefined),
      };
    },
  };
}
