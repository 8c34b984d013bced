import type { FunnelAnswer } from '@cusp/engine/analyse/funnel/result.ts';
import { Text } from '@mantine/core';
import { numberText } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { timesLabels } from './bucket-labels.ts';
import { SpreadBars } from './spread-bars.tsx';
import { stepName } from './step-name.ts';

/** How often units did an event before they reached a step. */
export function FrequencyPanel({ answer }: { readonly answer: FunnelAnswer }) {
  const { frequency } = answer;
  if (frequency === undefined) return null;
  const { event, before, median, p90, bounds } = frequency;
  const title = `How often ${stepName(event)} before step ${before}`;
  return (
    <Panel title={<bdi>{title}</bdi>}>
      <Text size="sm" mb={8}>
        {median === null
          ? `Nobody reached step ${before}.`
          : `Half did it at most ${numberText(median)} time${median === 1 ? '' : 's'}, nine in ten at most ${numberText(p90)}.`}
      </Text>
      <SpreadBars name="funnel-frequency" of={title} spread={frequency} labels={timesLabels(bounds)} />
    </Panel>
  );
}
