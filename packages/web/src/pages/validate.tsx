import type { CohortDefinition } from '@cusp/engine/define/language/ast.ts';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { cohortList, oneCohort } from '../api/cohorts.ts';
import { useProject } from '../api/use-project.ts';
import { useQuestion } from '../api/use-question.ts';
import { validationQuestion } from '../features/validate/question.ts';
import type { ValidateSearch } from '../features/validate/search.ts';
import { ValidateEditor } from '../features/validate/validate-editor.tsx';
import { ValidateExample } from '../features/validate/validate-example.tsx';
import { ValidateResults } from '../features/validate/validate-results.tsx';
import { VerdictLine } from '../features/validate/verdict-line.tsx';
import { answerLine } from '../ui/answer-line.ts';
import { ChangeLink } from '../ui/change-button.tsx';
import { DataLine } from '../ui/data-line.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ExportMenu } from '../ui/export-menu.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Page } from '../ui/page.tsx';
import { Panel } from '../ui/panel.tsx';

/** Figures, the backtest, the thresholds, in px. */
const SKELETON = [60, [320, 280], 180];

/** Signal or noise? */
export function ValidatePage() {
  const project = useProject();
  const search = useSearch({ from: '/$project/validate' });
  const navigate = useNavigate({ from: '/$project/validate' });
  const change = (part: Partial<ValidateSearch>): void => {
    void navigate({ search: (now) => ({ ...now, ...part }), replace: true });
  };
  const [now] = useState(Date.now);
  const list = useQuery(cohortList(project));
  const chosen = list.data?.cohorts.find(({ name }) => name === search.cohort);
  const whole = useQuery({ ...oneCohort(project, chosen?.id ?? ''), enabled: chosen !== undefined });
  const question = validationQuestion(search, chosen?.unit ?? (list.data && 'user'), now);
  const result = useQuestion<'validation'>(question);
  // Whose members are asked about, users or accounts, is known once the cohorts are.
  const asks = validationQuestion(search, chosen?.unit ?? 'user', now) !== undefined;
  return (
    <Page
      title="Validate"
      actions={<ExportMenu name="validation" question={question} />}
      answer={answerLine({ data: result.data, error: result.error ?? list.error }, asks, ({ answer }) => (
        <VerdictLine answer={answer} />
      ))}
    >
      <Panel>
        <ValidateEditor search={search} unit={chosen?.unit} onChange={change} />
      </Panel>
      {!asks ? (
        <EmptyState
          title="Is a cohort a signal or noise?"
          example={<ValidateExample />}
          action={
            list.data?.cohorts.length === 0 && (
              <ChangeLink to="/$project/cohorts/new" params={{ project }}>
                Define a cohort
              </ChangeLink>
            )
          }
        >
          Choose a cohort and a goal, such as the upgrade. At moments of the past, without knowing what came
          after, the page looks who was a member, and then whether members reached the goal more often than
          others.
        </EmptyState>
      ) : question === undefined ? (
        <Loaded query={list} skeleton={SKELETON}>
          {() => null}
        </Loaded>
      ) : (
        <Loaded query={result} skeleton={SKELETON}>
          {({ answer }) => (
            <ValidateResults
              answer={answer}
              question={question}
              cohort={search.cohort ?? ''}
              definition={whole.data?.definition as CohortDefinition | undefined}
            />
          )}
        </Loaded>
      )}
      <DataLine of={question && result.data} />
    </Page>
  );
}
