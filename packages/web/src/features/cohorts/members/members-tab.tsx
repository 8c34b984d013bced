import type { PropertyClause } from '@cusp/engine/define/clauses/property/schema.ts';
import type { CohortDefinition } from '@cusp/engine/define/language/ast.ts';
import { Button, Stack, Text } from '@mantine/core';
import { useProject } from '../../../api/use-project.ts';
import { Panel } from '../../../ui/panel.tsx';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import type { CohortWhole } from '../cohort-types.ts';
import { CsvButton } from './csv-button.tsx';
import { MembersBar } from './members-bar.tsx';
import { membersQuestion } from './members-question.ts';
import { MembersTable } from './members-table.tsx';
import { useMembers } from './use-members.ts';

export interface MembersChoice {
  readonly text: string;
  readonly columns: readonly string[];
  readonly having: readonly PropertyClause[];
}

export interface MembersTabProps {
  readonly cohort: CohortWhole;
  readonly choice: MembersChoice;
  readonly onChoice: (part: Partial<MembersChoice>) => void;
  readonly onWhy: (id: string) => void;
}

/** Who is in the cohort now: found by id or by what they have, with the properties that matter, page after page. */
export function MembersTab({ cohort, choice, onChoice, onWhy }: MembersTabProps) {
  const project = useProject();
  const question = membersQuestion(cohort.definition as CohortDefinition, choice);
  const members = useMembers(project, question);
  const { rows, size, error, isPending, isOld, more, retry } = members;
  return (
    <Panel>
      <Stack gap="md">
        <MembersBar
          unit={cohort.unit}
          choice={choice}
          onChoice={onChoice}
          size={size}
          actions={<CsvButton name={cohort.name} question={question} columns={choice.columns} />}
        />
        {error !== null && <ProblemNotice error={error} safe="Nothing was changed." onRetry={retry} />}
        <div style={{ opacity: isOld ? 0.55 : 1 }} aria-busy={isOld || isPending}>
          <MembersTable
            unit={cohort.unit}
            rows={rows}
            isPending={isPending}
            columns={choice.columns}
            onWhy={onWhy}
            onEnd={more.canLoad ? more.load : undefined}
          />
        </div>
        {!isPending && rows.length === 0 && error === null && (
          <Text c="dimmed">
            {choice.text === '' && choice.having.length === 0
              ? 'Nobody is in the cohort now.'
              : 'No member fits this search.'}
          </Text>
        )}
        {more.canLoad && (
          <Button
            variant="default"
            loading={more.isLoading}
            onClick={more.load}
            style={{ alignSelf: 'center' }}
          >
            Show more
          </Button>
        )}
      </Stack>
    </Panel>
  );
}
