import type { EventStore } from '../../store/event-store.ts';
import { sql } from '../../store/sql/fragment.ts';
import { param } from '../../store/sql/parameter.ts';
import { closestWord } from '../../util/closest-word.ts';
import type { Problem } from '../../util/result.ts';

interface NamedAt {
  readonly name: string;
  readonly path: string;
}

/**
 * What to tell of the event names in a spec that the project never received: such a question is answered, with nothing in it, and a
 * mistyped name looks just like one that has not come yet.
 */
export async function unknownNames(
  spec: unknown,
  store: EventStore,
  project: string,
  signal: AbortSignal | undefined,
): Promise<readonly Problem[]> {
  const named = selectedNames(spec, '');
  if (named.length === 0) return [];
  const catalogue = await store.query<{ known: string }>(
    sql`SELECT DISTINCT toString(name) AS known FROM events WHERE project = ${param.string(project)}`,
    { signal },
  );
  const known = catalogue.map((row) => row.known);
  return named
    .filter(({ name }) => !known.includes(name))
    .map(({ name, path }) => {
      const meant = closestWord(name, known);
      const hint = meant === undefined ? 'check its name' : `did you mean "${meant}"?`;
      return { code: 'unknown-event', message: `no event "${name}" was ever received: ${hint}`, path };
    });
}

/** The names in every event selector of a spec, however deep, with dotted paths. */
function selectedNames(value: unknown, path: string): NamedAt[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.entries(value).flatMap(([key, part]) =>
    selectedNames(part, path === '' ? key : `${path}.${key}`),
  );
  if (!('names' in value && 'filters' in value && Array.isArray(value.names))) return inside;
  const here = value.names.map((name, i) => ({ name: String(name), path: `${path}.names.${i}` }));
  return [...here, ...inside];
}
