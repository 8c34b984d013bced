import type { CohortDefinition } from '../../packages/engine/src/define/language/ast.ts';

/** The cohort of those who ever did an event. */
export const whoDid = (unit: 'user' | 'account', name: string): CohortDefinition => ({
  unit,
  where: {
    kind: 'event-count',
    event: { names: [name], filters: [] },
    op: 'at-least',
    count: 1,
    window: { kind: 'ever' },
  },
});
