/**
 * One request as it will be sent: over HTTP, or to a folder of this machine where `url` is of the scheme `folder:`. The body is exact: what
 * is signed is what goes out.
 */
export interface VendorRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** A body that is not text, in place of `body`. */
  readonly bytes?: Uint8Array | undefined;
}

export interface VendorResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Sends one request outside of a batch, within the quota and with the usual retries. Throws a DestinationFault. `timeoutMs` in place of
 * the limits' own, for answers that take long; only for requests that change nothing.
 */
export type Call = (request: VendorRequest, quota: string, timeoutMs?: number) => Promise<VendorResponse>;
