import type { ClauseKind, ClauseShape } from '@cusp/engine/define/clauses/registry.ts';
import type { ClauseNode } from '@cusp/engine/define/language/ast.ts';
import { activeDaysEditor } from './active-days.tsx';
import type { ClauseEditor } from './clause-editor.ts';
import { eventAggregateEditor } from './event-aggregate.tsx';
import { eventCountEditor } from './event-count.tsx';
import { firstSeenEditor } from './first-seen.tsx';
import { funnelEditor } from './funnel.tsx';
import { inCohortEditor } from './in-cohort.tsx';
import { limitShareEditor } from './limit-share.tsx';
import { notFollowedEditor } from './not-followed.tsx';
import { nthTimeEditor } from './nth-time.tsx';
import { propertyEditor } from './property.tsx';
import { propertyEverEditor } from './property-ever.tsx';
import { sequenceEditor } from './sequence.tsx';
import { trendEditor } from './trend.tsx';
import { typicalCountEditor } from './typical-count.tsx';

/** How each kind of clause is written, in the order in which they are offered. A kind of the language that is not here does not compile. */
export const clauseEditors: { readonly [Kind in ClauseKind]: ClauseEditor<ClauseShape<Kind>> } = {
  'event-count': eventCountEditor,
  sequence: sequenceEditor,
  'not-followed': notFollowedEditor,
  'nth-time': nthTimeEditor,
  'active-days': activeDaysEditor,
  'event-aggregate': eventAggregateEditor,
  funnel: funnelEditor,
  property: propertyEditor,
  'property-ever': propertyEverEditor,
  'first-seen': firstSeenEditor,
  'in-cohort': inCohortEditor,
  'limit-share': limitShareEditor,
  trend: trendEditor,
  'typical-count': typicalCountEditor,
};

/** How a clause is written. */
export function editorOf<Node extends ClauseNode>(clause: Node): ClauseEditor<Node> {
  // The registry's type ties each kind to its shape; TypeScript cannot follow that through a union.
  return clauseEditors[clause.kind] as unknown as ClauseEditor<Node>;
}
