import type { CohortMember } from '@cusp/engine/analyse/cohort/result.ts';
import type { Destination } from '../../api/syncs.ts';
import { useQuestion } from '../../api/use-question.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { counted, countText } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Panel } from '../../ui/panel.tsx';
import { EmailNotice } from './email-notice.tsx';
import { type MappingDraft, mappingOf } from './mapping-draft.ts';
import { withoutEmail } from './without-email.ts';

const SHOWN = 8;
/** So many are looked at for what they lack. */
const LOOKED_AT = 100;

export interface PeopleToSendProps {
  readonly cohort: string;
  readonly unit: 'user' | 'account';
  readonly destination: Destination | undefined;
  readonly mapping: MappingDraft;
}

/** Real members, as they would arrive over there under the mapping, and how many could not arrive at all. */
export function PeopleToSend({ cohort, unit, destination, mapping }: PeopleToSendProps) {
  const { email, attributes } = mappingOf(mapping);
  const properties = [...new Set([email, ...Object.values(attributes)])];
  const members = useQuestion<'cohort'>({
    kind: 'cohort',
    show: 'members',
    cohort,
    limit: LOOKED_AT,
    properties,
  });
  const isByEmail = unit === 'user' && destination?.settings.identity === 'email';
  const columns: Column<CohortMember>[] = [
    { key: 'id', header: 'Member', cell: ({ id }) => <bdi>{id}</bdi> },
    ...(unit === 'user'
      ? [
          {
            key: 'email',
            header: 'Email',
            cell: (member: CohortMember) => <Value of={member} name={email} />,
          },
        ]
      : []),
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
              {isByEmail && (
                <EmailNotice
                  of={answer.members.length}
                  missing={withoutEmail(answer.members, email)}
                  areAll={answer.members.length >= answer.size}
                  property={email}
                  destination={destination.name}
                />
              )}
              <DataTable
                label="Members as they would arrive"
                columns={columns}
                rows={answer.members.slice(0, SHOWN)}
                rowKey={({ unit: row }) => row}
              />
              <p>
                {answer.size > SHOWN
                  ? `${countText(SHOWN)} of ${counted(answer.size, 'member')}`
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
