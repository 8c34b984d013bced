import type { ValidationAnswer } from '@cusp/engine/analyse/validation/result.ts';
import type { ClauseNode, CohortDefinition } from '@cusp/engine/define/language/ast.ts';
import { printClause } from '@cusp/engine/define/language/print-clause.ts';
import { Badge, Group, Slider, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { QuestionOf } from '../../api/questions.ts';
import { useQuestion } from '../../api/use-question.ts';
import { ratioText } from '../../ui/comparison-text.ts';
import { Figures } from '../../ui/figures.tsx';
import { countText, numberText, shareText } from '../../ui/format.ts';
import { SaveCohort } from '../../ui/people/save-cohort.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { FINDINGS } from './findings.ts';
import { shiftedBacktest } from './question.ts';
import { clausePath, type Effect, shiftedDefinition, type Threshold, valueAt } from './thresholds.ts';

export interface ThresholdSliderProps {
  readonly threshold: Threshold;
  readonly answer: ValidationAnswer;
  readonly question: QuestionOf<'validation'>;
  readonly definition: CohortDefinition | undefined;
  readonly cohort: string;
}

/** A value that the answer does not hold is asked for once the slider has stood still so long. */
const STILL_MS = 300;

/** One threshold under a slider: what is in the answer shows at once, any other value is asked for. */
export function ThresholdSlider({ threshold, answer, question, definition, cohort }: ThresholdSliderProps) {
  const [value, setValue] = useState(threshold.value);
  const [still] = useDebouncedValue(value, STILL_MS);
  const shifted = definition && shiftedDefinition(definition, threshold.path, value);
  const isKnown = threshold.known.has(value);
  const asked = useQuestion<'backtest'>(
    isKnown || still !== value || shifted === undefined
      ? undefined
      : shiftedBacktest(question, shifted, answer.backtest),
  );
  const found = asked.data?.answer;
  const effect: Effect | undefined =
    threshold.known.get(value) ??
    (found === undefined || asked.isPlaceholderData || still !== value
      ? undefined
      : { ...found.pool, finding: found.verdict.finding });
  const words = shifted && clauseWords(shifted, threshold.path);
  return (
    <Stack gap={16}>
      <Text size="sm">
        <bdi>{words ?? threshold.clause}</bdi>
        {value === threshold.value && (
          <Text span c="dimmed">
            {' '}
            (as it is)
          </Text>
        )}
      </Text>
      <Slider
        thumbLabel={`Threshold, ${threshold.clause}`}
        min={threshold.least}
        max={threshold.most}
        step={threshold.step}
        value={value}
        onChange={setValue}
        label={numberText}
        marks={[...threshold.known.keys()].map((at) => ({ value: at, label: numberText(at) }))}
        mb={20}
      />
      {asked.error !== null && !isKnown ? (
        <ProblemNotice error={asked.error} onRetry={() => void asked.refetch()} />
      ) : (
        <EffectFigures effect={effect} />
      )}
      {shifted && value !== threshold.value && (
        <SaveCohort
          key={value}
          definition={shifted}
          suggestedName={`${cohort}: ${words ?? numberText(value)}`}
        />
      )}
    </Stack>
  );
}

/** What is not known yet keeps its place. */
function EffectFigures({ effect }: { readonly effect: Effect | undefined }) {
  return (
    <Group gap={24} align="flex-end" aria-live="polite" aria-busy={effect === undefined}>
      <Figures
        figures={[
          ['Lift (95% CI)', effect === undefined ? '…' : ratioText(effect.ratio)],
          ['Different members', effect === undefined ? '…' : countText(effect.distinctMembers)],
          ['Precision', effect === undefined ? '…' : shareText(effect.members.share)],
          ['Recall', effect === undefined ? '…' : shareText(effect.recall.share)],
        ]}
      />
      {effect && (
        <Badge
          variant="outline"
          radius="sm"
          styles={{
            root: {
              color: FINDINGS[effect.finding].color,
              borderColor: FINDINGS[effect.finding].color,
              textTransform: 'none',
            },
          }}
        >
          {FINDINGS[effect.finding].word}
        </Badge>
      )}
    </Group>
  );
}

function clauseWords(definition: CohortDefinition, path: string): string | undefined {
  const clause = valueAt(definition, clausePath(definition, path));
  return clause === undefined ? undefined : printClause(clause as ClauseNode);
}
