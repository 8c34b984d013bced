import type { CohortMember } from '@cusp/engine/analyse/cohort/result.ts';
import { useQuestion } from '../../api/use-question.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { counted } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Panel } from '../../ui/panel.tsx';
import { type MappingDraft, mappingOf } from './mapping-draft.ts';

const SHOWN = 8;

/** Real members, as they would arrive over there under the mapping. */
export function PeopleToSend({
  cohort,
  mapping,
}: {
  readonly cohort: string;
  readonly mapping: MappingDraft;
}) {
  const { email, attributes } = mappingOf(mapping);
  const properties = [...new Set([email, ...Object.values(attributes)])];
  const members = useQuestion<'cohort'>({
    kind: 'cohort',
    show: 'members',
    cohort,
    limit: SHOWN,
    properties,
  });
  const columns: Column<CohortMember>[] = [
    { key: 'id', header: 'Member', cell: ({ id }) => <bdi>{id}</bdi> },
    { key: 'email', header: 'Email', cell: (member) => <Value of={member} name={email} /> },
    ...Object.entries(attributes).map(([field, property]) => ({
      key: `field ${field}`,
      header: field,
      cell: (member: CohortMember) => <Value of={member} name={property} />,
    })),
  ];
  return (
    <Panel title="As they would arrive">
      <Loaded query={members} skeleton={[160]}>
        {({ answer }) =>
          answer.show === 'members' ? (
            <>
              <DataTable
                label="Members as they would arrive"
                columns={columns}
                rows={answer.members}
                rowKey={({ unit }) => unit}
              />
              <p>
                {answer.size > SHOWN
                  ? `${SHOWN} of ${counted(answer.size, 'member')}`
                  : counted(answer.size, 'member')}
              </p>
            </>
          ) : null
        }
      </Loaded>
    </Panel>
  );
}

function Value({ of, name }: { readonly of: CohortMember; readonly name: string }) {
  const value = of.properties[name];
  return <bdi>{value === undefined ? '–' : typeof value === 'string' ? value : JSON.stringify(value)}</bdi>;
}
