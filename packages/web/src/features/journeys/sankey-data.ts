import type {
  JourneyEdge,
  JourneyNode,
  JourneyPart,
  JourneyStep,
} from '@cusp/engine/analyse/journeys/result.ts';
import { nodeKey } from './node-name.ts';

export interface SankeyNode {
  /** Unique in the picture. */
  readonly id: string;
  /** Columns from the left, the anchor's at `anchorColumn`. */
  readonly column: number;
  readonly step: JourneyStep;
}

export interface SankeyLink {
  readonly source: string;
  readonly target: string;
  readonly edge: JourneyEdge;
}

export interface SankeyData {
  readonly nodes: readonly SankeyNode[];
  readonly links: readonly SankeyLink[];
  readonly anchorColumn: number;
  readonly columns: number;
}

/** The stops and what leads from one to the next, in columns around the anchor. Links whose ends are not shown are left out. */
export function sankeyData({ steps, edges }: Pick<JourneyPart, 'steps' | 'edges'>): SankeyData {
  const first = Math.min(0, ...steps.map(({ step }) => step));
  const last = Math.max(0, ...steps.map(({ step }) => step));
  const nodes = steps.map((step) => ({ id: idOf(step.step, step.node), column: step.step - first, step }));
  const known = new Set(nodes.map(({ id }) => id));
  const links = edges
    .map((edge) => ({ source: idOf(edge.step - 1, edge.from), target: idOf(edge.step, edge.to), edge }))
    .filter(({ source, target }) => known.has(source) && known.has(target));
  return { nodes, links, anchorColumn: -first, columns: last - first + 1 };
}

function idOf(step: number, node: JourneyNode): string {
  return `${step} ${nodeKey(node)}`;
}
