import type { CohortDefinition } from '@cusp/engine/define/language/ast.ts';
import { Button, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, found } from '../../../api/client.ts';
import { useProject } from '../../../api/use-project.ts';
import { Loaded } from '../../../ui/loaded.tsx';
import { Panel } from '../../../ui/panel.tsx';
import type { CohortWhole } from '../cohort-types.ts';
import { DiffView } from '../history/diff-view.tsx';
import { canonicalText } from '../preview/canonical-text.ts';

export interface ChangePreviewProps {
  readonly cohort: CohortWhole;
  readonly definition: CohortDefinition;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
}

const REST_MS = 400;

/** Whom the changed definition would move, before it is saved. */
export function ChangePreview({ cohort, definition, isOpen, onOpen }: ChangePreviewProps) {
  const project = useProject();
  const [asked] = useDebouncedValue(canonicalText(definition), REST_MS);
  const query = useQuery({
    queryKey: ['cohorts', project, cohort.id, 'draft-diff', cohort.version, asked],
    queryFn: ({ signal }) =>
      found(
        api.POST('/api/v1/cohorts/{id}/diff', {
          params: { path: { id: cohort.id } },
          body: { definition: JSON.parse(asked) },
          signal,
        }),
      ),
    enabled: isOpen,
    placeholderData: keepPreviousData,
  });
  return (
    <Panel title="What the change does">
      {isOpen ? (
        <Loaded query={query} skeleton={[80]}>
          {(diff) => <DiffView diff={diff} unit={cohort.unit} />}
        </Loaded>
      ) : (
        <>
          <Text size="sm" c="dimmed" mb={8}>
            Who would come, who would go and who would stay, compared with version {cohort.version}, which is
            in force.
          </Text>
          <Button size="xs" variant="default" onClick={onOpen}>
            Compare
          </Button>
        </>
      )}
    </Panel>
  );
}
