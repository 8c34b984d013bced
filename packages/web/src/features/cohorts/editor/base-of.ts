import type { CohortDefinition } from '@cusp/engine/define/language/ast.ts';
import { parseCohort } from '@cusp/engine/define/language/parse.ts';
import type { CohortWhole } from '../cohort-types.ts';
import type { DraftBase } from '../draft/stored-draft.ts';

/** What an edit of a cohort begins with: its newest version, whether that is read already or still being built. */
export function baseOf({
  name,
  description,
  version,
  pendingVersion,
  pendingText,
  definition,
}: CohortWhole): DraftBase {
  const pending = pendingText === null ? undefined : parseCohort(pendingText);
  return {
    name,
    description,
    version: pendingVersion ?? version,
    // The server checked it when it was saved.
    definition: pending?.ok ? pending.value : (definition as CohortDefinition),
  };
}
