import type { JourneyPart } from '@cusp/engine/analyse/journeys/result.ts';
import { useElementSize } from '@mantine/hooks';
import { textTooltip, tooltipStyle } from '../../charts/axes.ts';
import { Chart } from '../../charts/chart.tsx';
import type { ChartClick } from '../../charts/echart.tsx';
import { counted, countText, elapsedText, shareText } from '../../ui/format.ts';
import { isolated } from '../../ui/isolated.ts';
import { nodeName } from './node-name.ts';
import { edgeTitle } from './part-titles.ts';
import { type SankeyLink, type SankeyNode, sankeyData } from './sankey-data.ts';

/** A stop or what lies between two, and where in the picture. */
export type JourneyChoice = ({ readonly link: SankeyLink } | { readonly node: SankeyNode }) & {
  readonly at: ChartClick['at'];
};

export interface JourneySankeyProps {
  readonly part: JourneyPart;
  readonly unit?: 'user' | 'account';
  readonly onSelect: (choice: JourneyChoice) => void;
}

const NODE_PX = 34;
const LEAST_PX = 320;
const LEFT_PX = 8;
const NODE_WIDTH_PX = 12;
/** A label has the room up to the next column. */
const [LABEL_GAP_PX, LEAST_LABEL_PX, MOST_LABEL_PX] = [10, 48, 150];

/** The ways to the anchor and on from it, left to right. Hover lights a whole path; a click chooses a stop or what lies between two. */
export function JourneySankey({ part, unit = 'user', onSelect }: JourneySankeyProps) {
  const { nodes, links, anchorColumn, columns } = sankeyData(part);
  const most = Math.max(
    1,
    ...Array.from({ length: columns }, (_, column) => nodes.filter((each) => each.column === column).length),
  );
  const byId = new Map(nodes.map((each) => [each.id, each]));
  const { ref, width } = useElementSize();
  // Labels of the last column stand beside it.
  const right = Math.min(MOST_LABEL_PX + LABEL_GAP_PX, width / 3);
  const spacing = (width - LEFT_PX - right - NODE_WIDTH_PX) / Math.max(1, columns - 1);
  const labelWidth = spacing - NODE_WIDTH_PX - LABEL_GAP_PX;
  return (
    <div ref={ref}>
      <Chart
        height={Math.max(LEAST_PX, most * NODE_PX + 40)}
        name="journey"
        label={`What happens around the anchor: ${part.steps
          .filter(({ step }) => step !== 0)
          .map(({ step, node, share }) => `step ${step} ${isolated(nodeName(node))} ${shareText(share, 0)}`)
          .join('; ')}`}
        onSelect={({ dataType, dataIndex, at }) => {
          const [link, node] = [links[dataIndex], nodes[dataIndex]];
          if (dataType === 'edge' && link !== undefined) onSelect({ link, at });
          if (dataType === 'node' && node !== undefined) onSelect({ node, at });
        }}
        option={(palette) => ({
          tooltip: {
            trigger: 'item',
            ...tooltipStyle(palette),
            formatter: ({ dataType, dataIndex }: { dataType: string; dataIndex: number }) => {
              const edge = links[dataIndex]?.edge;
              const step = nodes[dataIndex]?.step;
              if (dataType === 'edge' && edge !== undefined) {
                return textTooltip([
                  edgeTitle(edge),
                  `${countText(edge.anchors)} times by ${counted(edge.units, unit)}`,
                  `${shareText(edge.shareOfFrom)} of those at ${isolated(nodeName(edge.from))}, ${shareText(edge.share)} of all`,
                  ...(edge.medianMs === null ? [] : [`median ${elapsedText(edge.medianMs)} between the two`]),
                ]);
              }
              if (step === undefined) return '';
              return textTooltip([
                nodeName(step.node),
                `${countText(step.anchors)} times by ${counted(step.units, unit)}, ${shareText(step.share)} of all`,
                ...(step.medianMs === null || step.step === 0
                  ? []
                  : [
                      `median ${elapsedText(step.medianMs)} ${step.step < 0 ? 'before' : 'after'} the anchor`,
                    ]),
              ]);
            },
          },
          series: [
            {
              type: 'sankey',
              left: LEFT_PX,
              right,
              top: 8,
              bottom: 8,
              nodeGap: 12,
              nodeWidth: NODE_WIDTH_PX,
              draggable: false,
              layoutIterations: 32,
              emphasis: { focus: 'trajectory' },
              lineStyle: { color: palette.baseline, opacity: 0.28, curveness: 0.5 },
              labelLayout: { hideOverlap: true },
              label: {
                color: palette.text,
                fontSize: 12,
                width: Math.max(LEAST_LABEL_PX, Math.min(MOST_LABEL_PX, labelWidth)),
                overflow: 'truncate',
                formatter: ({ name }: { name: string }) => {
                  const found = byId.get(name)?.step;
                  // The share first: what has no room for all of it loses the end of a name.
                  return found === undefined
                    ? ''
                    : `${shareText(found.share, 0)}  ${isolated(nodeName(found.node))}`;
                },
              },
              data: nodes.map(({ id, column, step: { node } }) => ({
                name: id,
                depth: column,
                itemStyle: {
                  color:
                    column === anchorColumn
                      ? palette.accent
                      : node.kind === 'left'
                        ? palette.exited
                        : node.kind === 'reached'
                          ? palette.entered
                          : node.kind === 'event'
                            ? palette.series[4]
                            : palette.baseline,
                  borderWidth: 0,
                },
              })),
              links: links.map(({ source, target, edge: { anchors } }) => ({
                source,
                target,
                value: anchors,
              })),
            },
          ],
        })}
      />
    </div>
  );
}
