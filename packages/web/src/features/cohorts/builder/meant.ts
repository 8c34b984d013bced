import type { ClauseNode } from '@cusp/engine/define/language/ast.ts';
import type { Problem } from '@cusp/engine/util/result.ts';

/** A name in a clause that nothing carries, and the one that was probably meant. */
export interface Meant {
  readonly seen: string;
  readonly meant: string;
}

const MEANT = /: did you mean "(.*)"\?$/s;

/** What a warning suggests in place of the name that it is about; undefined when it suggests nothing. */
export function meantBy(clause: ClauseNode, { path, message }: Problem): Meant | undefined {
  const meant = MEANT.exec(message)?.[1];
  const seen = nameIn(clause, path);
  return meant === undefined || seen === undefined || seen === meant ? undefined : { seen, meant };
}

/** The clause with the name that was meant, wherever it had the other. */
export function withMeant(clause: ClauseNode, { seen, meant }: Meant): ClauseNode {
  const change = (value: unknown): unknown => {
    if (value === seen) return meant;
    if (Array.isArray(value)) return value.map(change);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([field, inner]) => [
        field,
        // Values that a property is compared with are no names.
        field === 'values' || field === 'value' || field === 'kind' || field === 'op' ? inner : change(inner),
      ]),
    );
  };
  return change(clause) as ClauseNode;
}

/** The text at the end of a path such as `where.conditions.0.event.names.0`, of which the clause is some middle part. */
function nameIn(clause: ClauseNode, path: string): string | undefined {
  const steps = path.split('.');
  for (let from = 1; from < steps.length; from += 1) {
    const found = steps
      .slice(from)
      .reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], clause);
    if (typeof found === 'string') return found;
  }
  return undefined;
}
