import type { ClauseNode } from '../language/ast.ts';
import { activeDays } from './active-days/clause.ts';
import type { Clause } from './define-clause.ts';
import { eventAggregate } from './event-aggregate/clause.ts';
import { eventCount } from './event-count/clause.ts';
import { firstSeen } from './first-seen/clause.ts';
import { funnel } from './funnel/clause.ts';
import { inCohort } from './in-cohort/clause.ts';
import { limitShare } from './limit-share/clause.ts';
import { notFollowed } from './not-followed/clause.ts';
import { nthTime } from './nth-time/clause.ts';
import { property } from './property/clause.ts';
import { propertyEver } from './property-ever/clause.ts';
import { sequence } from './sequence/clause.ts';
import { trend } from './trend/clause.ts';
import { typicalCount } from './typical-count/clause.ts';

export type ClauseKind = ClauseNode['kind'];
export type ClauseShape<Kind extends ClauseKind> = Extract<ClauseNode, { readonly kind: Kind }>;

/** Every kind of clause. A kind that is in the tree's type and not here does not compile. */
export const clauses: { readonly [Kind in ClauseKind]: Clause<Kind, ClauseShape<Kind>> } = {
  'event-count': eventCount,
  'event-aggregate': eventAggregate,
  property,
  sequence,
  'not-followed': notFollowed,
  funnel,
  'nth-time': nthTime,
  'first-seen': firstSeen,
  'in-cohort': inCohort,
  'active-days': activeDays,
  trend,
  'limit-share': limitShare,
  'property-ever': propertyEver,
  'typical-count': typicalCount,
};

/** The clause that a node is of: what answers for it in each reading. */
export function clauseOf<Node extends ClauseNode>(node: Node): Clause<Node['kind'], Node> {
  // The registry's type ties each kind to its shape; TypeScript cannot follow that through a union.
  return clauses[node.kind] as unknown as Clause<Node['kind'], Node>;
}
