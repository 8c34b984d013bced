import type { RetentionAnswer } from '@cusp/engine/analyse/retention/result.ts';
import { Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { QuestionOf } from '../../api/questions.ts';
import { Columns } from '../../ui/columns.tsx';
import { Panel } from '../../ui/panel.tsx';
import { CurveTable } from './curve-table.tsx';
import { type ShownCurve, shownCurves } from './curves.ts';
import { HeatMap } from './heat-map.tsx';
import { RetentionOverTime } from './over-time-panel.tsx';
import { RetentionCurves } from './retention-curves.tsx';
import { useOpenCell } from './use-open-cell.ts';

export interface RetentionResultsProps {
  readonly answer: RetentionAnswer;
  readonly question: QuestionOf<'retention'>;
}

/** Curves first, the heat map by date beside them, and both in numbers. */
export function RetentionResults({ answer, question }: RetentionResultsProps) {
  const [chosen, setChosen] = useState<string>();
  const openCell = useOpenCell(question, answer);
  const curves = shownCurves(answer);
  const everybody: ShownCurve = {
    name: 'Everybody',
    group: { kind: 'everybody' },
    return: 0,
    overall: answer.overall,
    byDate: answer.byDate,
    comparison: null,
    isBaseline: false,
  };
  const dated = [
    everybody,
    ...curves.filter(({ byDate, name }) => byDate.length > 0 && name !== 'Everybody'),
  ];
  const shown = dated.find(({ name }) => name === chosen) ?? everybody;
  const select = (curve: ShownCurve, interval: number): void => openCell({ curve, interval });
  return (
    <Stack gap={16}>
      <Columns>
        <Panel title="Came back">
          <RetentionCurves answer={answer} curves={curves} onSelect={select} />
        </Panel>
        <Panel
          title="By date of the start"
          actions={
            dated.length > 1 && (
              <Select
                size="xs"
                w={180}
                aria-label="Whose dates"
                data={dated.map(({ name }) => name)}
                value={shown.name}
                allowDeselect={false}
                onChange={(name) => setChosen(name ?? undefined)}
              />
            )
          }
        >
          <HeatMap
            answer={answer}
            curve={shown}
            onSelect={(date, interval) => openCell({ curve: shown, date, interval })}
          />
          <Text size="xs" c="dimmed" mt={8}>
            Per cent who came back, by {answer.intervals.unit}s since the start. Hatched cells are not over
            yet and in no number. A cell opens its people.
          </Text>
        </Panel>
      </Columns>
      <RetentionOverTime
        answer={answer}
        onSelect={(date, interval) => openCell({ curve: everybody, date, interval })}
      />
      <Panel title="In numbers">
        <CurveTable answer={answer} curves={curves} onSelect={select} />
      </Panel>
    </Stack>
  );
}
