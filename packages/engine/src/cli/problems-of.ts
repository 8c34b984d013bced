import { z } from 'zod';
import type { Problem } from '../util/result.ts';

const problemDocument = z.object({
  detail: z.string().optional(),
  title: z.string().optional(),
  problems: z.array(z.object({ code: z.string(), message: z.string(), path: z.string() })).optional(),
});

/** The problems that a refusal of the server's lists; one of its own when it is not problem+json. */
export function problemsOf(status: number, body: string): readonly Problem[] {
  try {
    const document = problemDocument.parse(JSON.parse(body));
    if (document.problems && document.problems.length > 0) return document.problems;
    return [
      {
        code: 'refused',
        message: document.detail ?? document.title ?? `the server answered ${status}`,
        path: '',
      },
    ];
  } catch {
    return [{ code: 'refused', message: `the server answered ${status}: ${body.slice(0, 200)}`, path: '' }];
  }
}
