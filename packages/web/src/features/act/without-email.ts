import type { CohortMember } from '@cusp/engine/analyse/cohort/result.ts';
import { isEmail } from '@cusp/engine/model/email.ts';

/** How many of these members a destination that knows people by email has no address for, when their email is in `property`. */
export function withoutEmail(members: readonly Pick<CohortMember, 'properties'>[], property: string): number {
  return members.filter(({ properties }) => {
    const email = properties[property];
    return typeof email !== 'string' || !isEmail(email.trim());
  }).length;
}
