import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useQuestion } from '../api/use-question.ts';
import { RetentionAnswerLine } from '../features/retention/answer-line.tsx';
import { retentionQuestion } from '../features/retention/question.ts';
import { RetentionEditor } from '../features/retention/retention-editor.tsx';
import { RetentionExample } from '../features/retention/retention-example.tsx';
import { RetentionResults } from '../features/retention/retention-results.tsx';
import type { RetentionSearch } from '../features/retention/search.ts';
import { answerLine } from '../ui/answer-line.ts';
import { DataLine } from '../ui/data-line.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ExportMenu } from '../ui/export-menu.tsx';
import { RangeField } from '../ui/fields/range-field.tsx';
import { SegmentsField } from '../ui/fields/segments-field.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { NobodyFound } from '../ui/nobody-found.tsx';
import { Page } from '../ui/page.tsx';
import { Panel } from '../ui/panel.tsx';

/** Do they come back? */
export function RetentionPage() {
  const search = useSearch({ from: '/$project/retention' });
  const navigate = useNavigate({ from: '/$project/retention' });
  const change = (part: Partial<RetentionSearch>): void => {
    void navigate({ search: (now) => ({ ...now, ...part }), replace: true });
  };
  const [now] = useState(Date.now);
  const question = retentionQuestion(search, now);
  const result = useQuestion<'retention'>(question);
  return (
    <Page
      title="Retention"
      actions={<ExportMenu name="retention" question={question} />}
      controls={
        <>
          <RangeField value={search.range} onChange={(range) => change({ range })} />
          <SegmentsField
            value={search.segments ?? []}
            unit={search.unit ?? 'user'}
            onChange={(segments) =>
              change({
                segments: segments.length === 0 ? undefined : segments,
                ...(segments.length > 0 && { breakdown: undefined, compare: undefined }),
              })
            }
          />
        </>
      }
      answer={answerLine(result, question !== undefined, ({ answer }) => (
        <RetentionAnswerLine answer={answer} />
      ))}
    >
      <Panel>
        <RetentionEditor search={search} onChange={change} now={now} />
      </Panel>
      {question === undefined ? (
        <EmptyState title="How many come back, and for how long" example={<RetentionExample />}>
          Choose the event that people start with: the share that comes back in each week after it, and
          whether a cohort comes back more than others.
        </EmptyState>
      ) : (
        <Loaded query={result} skeleton={[[320, 320]]}>
          {({ answer }) =>
            answer.overall.started === 0 ? (
              <NobodyFound title="Nobody started in this time" example={<RetentionExample />}>
                Choose a longer time, another start, or see whether events arrive.
              </NobodyFound>
            ) : (
              <RetentionResults answer={answer} question={question} />
            )
          }
        </Loaded>
      )}
      <DataLine of={question && result.data} />
    </Page>
  );
}
