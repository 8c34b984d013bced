import type { ConversionAnswer, RunConversion } from '@cusp/engine/measure/conversion/result.ts';
import { ratioText } from '../../ui/comparison-text.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { elapsedText } from '../../ui/format.ts';
import { Rate } from '../../ui/rate.tsx';
import { instantText, useTimeZone } from '../../ui/time-zone.ts';

/** The runs in numbers, told beside others. */
export function ConversionTable({ answer }: { readonly answer: ConversionAnswer }) {
  const timeZone = useTimeZone();
  const columns: readonly Column<RunConversion>[] = [
    {
      key: 'asOf',
      header: 'Told as of',
      cell: ({ asOf, mature }) => `${instantText(asOf, timeZone, 'day')}${mature ? '' : ', not over'}`,
    },
    { key: 'told', header: 'Told', isNumber: true, cell: ({ told }) => <Rate of={told} /> },
    { key: 'others', header: 'Others', isNumber: true, cell: ({ others }) => <Rate of={others} /> },
    {
      key: 'ratio',
      header: 'Times (95% CI)',
      isNumber: true,
      cell: ({ ratio }) => ratioText(ratio),
    },
    { key: 'median', header: 'Median', isNumber: true, cell: ({ medianMs }) => elapsedText(medianMs) },
  ];
  return (
    <DataTable
      label="Runs of the export"
      columns={columns}
      rows={answer.runs}
      rowKey={({ run }) => String(run)}
    />
  );
}
