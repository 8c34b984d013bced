import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { onTestFinished } from 'vitest';
import { misconfigured } from '../../packages/engine/src/activate/destinations/fault.ts';
import type {
  VendorRequest,
  VendorResponse,
} from '../../packages/engine/src/activate/destinations/vendor-request.ts';
import { withFolder } from '../../packages/engine/src/activate/sync/folder-sender.ts';
import type { Send } from '../../packages/engine/src/activate/sync/send.ts';
import { FakeFiles } from './files.ts';

/** A folder on this disk, written as the server writes it. */
export class FakeFolder extends FakeFiles {
  readonly settings: Record<string, unknown>;
  readonly root: string;
  readonly shutOut = 'misconfigured';
  readonly #send: Send;

  constructor(settings: Record<string, unknown> = {}) {
    super();
    this.settings = { folder: 'exports/cusp', ...settings };
    this.root = mkdtempSync(join(tmpdir(), 'cusp-fake-folder-'));
    this.#send = withFolder(() => Promise.reject(new Error('not over HTTP')), this.root, Date.now);
    onTestFinished(() => rmSync(this.root, { recursive: true, force: true }));
  }

  pathOf({ url }: VendorRequest): string {
    return decodeURIComponent(new URL(url).pathname.slice(1));
  }

  take(request: VendorRequest): Promise<VendorResponse> {
    return this.#send(request, 1_000);
  }

  refusal(): VendorResponse {
    throw misconfigured('the server may not write in the folder');
  }

  paths(): string[] {
    return readdirSync(this.root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(this.root, join(entry.parentPath, entry.name)));
  }
}
