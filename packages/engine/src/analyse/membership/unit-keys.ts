import { problemError } from '../../util/problem-error.ts';
import type { AnalysisContext } from '../define-analysis.ts';
import { type Identity, identityOf } from '../lookup/identity.ts';

/**
 * Whom an id means: a user id, an account's name, or `device:` and a device id. Throws a ProblemError (404) when no row of it was
 * ever received.
 */
export async function knownUnit(
  unit: 'user' | 'account',
  id: string,
  context: AnalysisContext,
): Promise<Identity> {
  const found = await identityOf({ unit, id }, context);
  if (found) return found;
  const hint = `look for a part of the id with \`cusp ${unit} ${JSON.stringify(id.slice(0, 4))}\`, or see whether its events arrive`;
  throw problemError(404, `unknown-${unit}`, `no ${unit} "${id}" was ever seen: ${hint}`, 'unit');
}
