import { createReadStream } from 'node:fs';
import { MAX_TEXT } from '../../define/language/ast.ts';
import { ProblemError } from '../../util/problem-error.ts';

/** The text of a file, or of standard input for `-`; no more of it than is sure to be refused as too long. */
export async function readSource(file: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of file === '-' ? process.stdin : createReadStream(file)) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > 8 * MAX_TEXT) break;
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ProblemError(400, [
      { code: 'unreadable-file', message: `cannot read it: ${reason}`, path: file },
    ]);
  }
  return Buffer.concat(chunks).toString('utf8');
}
