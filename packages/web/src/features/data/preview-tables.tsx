import { Text } from '@mantine/core';
import type { ImportPreview } from '../../api/imports.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { countText } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { instantText, useTimeZone } from '../../ui/time-zone.ts';
import { valueText } from '../../ui/value-text.ts';

/** An event as it would be stored. */
interface Incoming {
  readonly name: string;
  readonly time: number;
  readonly userId?: string;
  readonly deviceId?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
}

type Refusal = ImportPreview['refused'][number];

const REFUSED: readonly Column<Refusal>[] = [
  { key: 'where', header: 'Where', cell: ({ where }) => where },
  { key: 'field', header: 'Column', cell: ({ field }) => <bdi>{field || '–'}</bdi> },
  { key: 'message', header: 'Why', cell: ({ message }) => <bdi>{message}</bdi> },
];

/** What the first rows become, and those that cannot be taken. */
export function PreviewTables({ preview }: { readonly preview: ImportPreview }) {
  const timeZone = useTimeZone();
  const columns: readonly Column<Incoming>[] = [
    { key: 'time', header: 'Time', cell: ({ time }) => instantText(time, timeZone, 'millisecond') },
    { key: 'who', header: 'Who', cell: ({ userId, deviceId }) => <bdi>{userId || deviceId || '–'}</bdi> },
    { key: 'name', header: 'Event', cell: ({ name }) => <bdi>{name}</bdi> },
    {
      key: 'properties',
      header: 'Properties',
      cell: ({ properties = {} }) => (
        <bdi>
          {Object.entries(properties)
            .map(([name, value]) => `${name}: ${valueText(value)}`)
            .join(' · ')}
        </bdi>
      ),
    },
  ];
  const events = preview.events as readonly Incoming[];
  return (
    <>
      {events.length > 0 && (
        <Panel title="As they would be stored">
          <DataTable
            label="Events as they would be stored"
            columns={columns}
            rows={events.map((event, place) => ({ ...event, place }))}
            rowKey={(row) => String((row as Incoming & { place: number }).place)}
            maxHeight={360}
          />
        </Panel>
      )}
      {preview.refused.length > 0 && (
        <Panel
          title={`${countText(preview.refusedRows)} of ${countText(preview.rows)} rows looked at would be refused`}
        >
          <DataTable
            label="Rows that would be refused"
            columns={REFUSED}
            rows={preview.refused}
            rowKey={({ where, field, code }) => `${where} ${field} ${code}`}
            maxHeight={300}
          />
          <Text size="sm" c="dimmed" mt="sm">
            They are kept under Refused with the reason; the rest is stored.
          </Text>
        </Panel>
      )}
    </>
  );
}
