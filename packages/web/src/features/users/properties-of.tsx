import type { PropertyChange } from '@cusp/engine/analyse/lookup/result.ts';
import type { Properties } from '@cusp/engine/model/property-value.ts';
import { HoverCard, Text } from '@mantine/core';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { valueText } from '../../ui/value-text.ts';
import { When } from '../../ui/when.tsx';

interface Row {
  readonly name: string;
  readonly value: unknown;
  /** Latest first. */
  readonly history: readonly PropertyChange[];
}

const COLUMNS: readonly Column<Row>[] = [
  { key: 'name', header: 'Property', cell: ({ name }) => <bdi>{name}</bdi>, sortBy: ({ name }) => name },
  { key: 'value', header: 'Value', cell: ({ value }) => <bdi>{valueText(value)}</bdi> },
  { key: 'since', header: 'Since', isNumber: true, cell: (row) => <History row={row} /> },
];

export interface PropertiesOfProps {
  readonly properties: Properties;
  readonly changes: readonly PropertyChange[];
}

/** Properties as they stand, each with when it took its value and what it was before. */
export function PropertiesOf({ properties, changes }: PropertiesOfProps) {
  const rows = Object.entries(properties).map(
    ([name, value]): Row => ({ name, value, history: changes.filter(({ property }) => property === name) }),
  );
  if (rows.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        No property is known.
      </Text>
    );
  }
  return (
    <DataTable label="Properties" columns={COLUMNS} rows={rows} rowKey={({ name }) => name} maxHeight={420} />
  );
}

function History({ row: { history } }: { readonly row: Row }) {
  const [latest] = history;
  if (latest === undefined) return <>–</>;
  if (history.length === 1) return <When at={latest.time} />;
  return (
    <HoverCard position="left" withArrow>
      <HoverCard.Target>
        {/* A list that opens by hover has to open by the keyboard too. */}
        <button type="button" style={{ all: 'unset', cursor: 'help' }}>
          <When at={latest.time} /> · {history.length} values
        </button>
      </HoverCard.Target>
      <HoverCard.Dropdown>
        {history.slice(0, 12).map(({ time, value }, i) => (
          <Text key={i} size="sm" className="name">
            <When at={time} /> <bdi>{valueText(value)}</bdi>
          </Text>
        ))}
      </HoverCard.Dropdown>
    </HoverCard>
  );
}
