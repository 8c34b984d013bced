import { type Answered, ask } from '../../../api/ask.ts';
import type { QuestionOf } from '../../../api/questions.ts';
import { csvRecord } from './csv-record.ts';

const PAGE = 10_000;

/** All pages of members as one CSV (RFC 4180): id and the chosen properties. Throws an ApiProblem. */
export async function membersCsv(question: QuestionOf<'cohort'>, columns: readonly string[]): Promise<Blob> {
  const { signal } = new AbortController();
  const parts = [csvRecord(['id', ...columns])];
  let cursor: string | null = null;
  do {
    const { answer }: Answered<'cohort'> = await ask<'cohort'>(
      { ...question, limit: PAGE, ...(cursor === null ? {} : { cursor }) },
      signal,
    );
    if (answer.show !== 'members') break;
    for (const { id, properties } of answer.members) {
      parts.push(csvRecord([id, ...columns.map((property) => properties[property])]));
    }
    cursor = answer.next;
  } while (cursor !== null);
  return new Blob(parts, { type: 'text/csv' });
}
