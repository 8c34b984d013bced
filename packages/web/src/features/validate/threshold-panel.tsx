import type { ValidationAnswer } from '@cusp/engine/analyse/validation/result.ts';
import type { CohortDefinition } from '@cusp/engine/define/language/ast.ts';
import { Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { QuestionOf } from '../../api/questions.ts';
import { Panel } from '../../ui/panel.tsx';
import { ThresholdSlider } from './threshold-slider.tsx';
import { type Threshold, thresholdsOf } from './thresholds.ts';

export interface ThresholdPanelProps {
  readonly answer: ValidationAnswer;
  readonly question: QuestionOf<'validation'>;
  /** The cohort's definition; undefined while it is not loaded. */
  readonly definition: CohortDefinition | undefined;
  readonly cohort: string;
}

/** What each number of the definition does: a slider moves it, and what the cohort would have been worth moves with it. */
export function ThresholdPanel({ answer, question, definition, cohort }: ThresholdPanelProps) {
  const [path, setPath] = useState<string>();
  const thresholds = thresholdsOf(answer);
  const chosen = thresholds.find((each) => each.path === path) ?? thresholds[0];
  return (
    <Panel
      title="What each threshold does"
      actions={
        thresholds.length > 1 && (
          <Select
            size="xs"
            w={340}
            maw="100%"
            aria-label="Threshold"
            data={thresholds.map((each) => ({ value: each.path, label: thresholdName(each) }))}
            value={chosen?.path ?? null}
            allowDeselect={false}
            onChange={(value) => setPath(value ?? undefined)}
          />
        )
      }
    >
      {chosen === undefined ? (
        <Text size="sm" c="dimmed">
          The definition has no number that could be shifted.
        </Text>
      ) : (
        <Stack gap={12}>
          <ThresholdSlider
            key={chosen.path}
            threshold={chosen}
            answer={answer}
            question={question}
            definition={definition}
            cohort={cohort}
          />
          <Text size="xs" c="dimmed">
            The lift of the best of many shifts is too good to be true: choose by reason, and look again on
            later data.
            {answer.thresholdsLeftOut > 0 && ` ${answer.thresholdsLeftOut} more shifts were left out.`}
          </Text>
        </Stack>
      )}
    </Panel>
  );
}

function thresholdName({ path, clause, value }: Threshold): string {
  const field = path.split('.').at(-1);
  return `${field === 'amount' ? path.split('.').at(-2) : field} ${value}: ${clause}`;
}
