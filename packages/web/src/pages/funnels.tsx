import { Stack } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useQuestion } from '../api/use-question.ts';
import { FunnelAnswerLine } from '../features/funnels/answer-line.tsx';
import { BeforePanel } from '../features/funnels/before-panel.tsx';
import { FunnelEditor } from '../features/funnels/funnel-editor.tsx';
import { FunnelExample } from '../features/funnels/funnel-example.tsx';
import { FunnelResults } from '../features/funnels/funnel-results.tsx';
import { funnelQuestion } from '../features/funnels/question.ts';
import type { FunnelSearch } from '../features/funnels/search.ts';
import { stepName } from '../features/funnels/step-name.ts';
import { answerLine } from '../ui/answer-line.ts';
import { DataLine } from '../ui/data-line.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ExportMenu } from '../ui/export-menu.tsx';
import { CompareField } from '../ui/fields/compare-field.tsx';
import { RangeField } from '../ui/fields/range-field.tsx';
import { SegmentsField } from '../ui/fields/segments-field.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { NobodyFound } from '../ui/nobody-found.tsx';
import { Page } from '../ui/page.tsx';
import { Panel } from '../ui/panel.tsx';
import { proseName } from '../ui/prose-name.ts';

/** Where do they stop? */
export function FunnelsPage() {
  const search = useSearch({ from: '/$project/funnels' });
  const navigate = useNavigate({ from: '/$project/funnels' });
  const change = (part: Partial<FunnelSearch>): void => {
    void navigate({ search: (now) => ({ ...now, ...part }), replace: true });
  };
  const [now] = useState(Date.now);
  const question = funnelQuestion(search, now);
  const result = useQuestion<'funnel'>(question);
  return (
    <Page
      title="Funnels"
      actions={<ExportMenu name="funnel" question={question} />}
      controls={
        <>
          <RangeField value={search.range} onChange={(range) => change({ range })} />
          <CompareField
            value={search.compare ?? false}
            onChange={(compare) => change({ compare: compare || undefined })}
          />
          <SegmentsField
            value={search.segments ?? []}
            unit={search.unit ?? 'user'}
            onChange={(segments) => change({ segments: segments.length === 0 ? undefined : segments })}
          />
        </>
      }
      answer={answerLine(result, question !== undefined, ({ answer }) => (
        <FunnelAnswerLine answer={answer} />
      ))}
    >
      <Panel>
        <FunnelEditor search={search} onChange={change} />
      </Panel>
      {question === undefined ? (
        <EmptyState title="How many get from one event to the next" example={<FunnelExample />}>
          Choose the events of two steps above, such as the wall and the upgrade: the share that gets from one
          to the other, how long it takes, and who stops on the way.
        </EmptyState>
      ) : (
        <Loaded query={result} skeleton={[[320, 180]]}>
          {({ answer }) =>
            answer.steps[0]?.count === 0 ? (
              <NobodyFound
                title={`Nobody did ${proseName(stepName(answer.steps[0].event))} in this time`}
                example={<FunnelExample />}
              >
                A funnel begins with its first step. Choose a longer time, another first step, or see whether
                its event arrives.
              </NobodyFound>
            ) : (
              <Stack gap="lg">
                <FunnelResults answer={answer} question={question} />
                {search.compare === true && <BeforePanel answer={answer} question={question} />}
              </Stack>
            )
          }
        </Loaded>
      )}
      <DataLine of={question && result.data} />
    </Page>
  );
}
