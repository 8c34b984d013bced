import type { JourneyStep } from '@cusp/engine/analyse/journeys/result.ts';
import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { countText, elapsedText, shareText } from '../../ui/format.ts';
import { nodeKey, nodeName } from './node-name.ts';
import { StopMenuItems, type StopMenuProps } from './stop-menu.tsx';

export interface StopTableProps extends Omit<StopMenuProps, 'stop'> {
  readonly stops: readonly JourneyStep[];
}

/** Where ways go by, in numbers. */
export function StopTable({ stops, ...menu }: StopTableProps) {
  const columns: readonly Column<JourneyStep>[] = [
    {
      key: 'step',
      header: 'Step',
      isNumber: true,
      cell: ({ step }) => (step > 0 ? `+${step}` : String(step)),
      sortBy: ({ step }) => step,
    },
    {
      key: 'node',
      header: 'Stop',
      cell: ({ node }) => <bdi>{nodeName(node)}</bdi>,
      sortBy: ({ node }) => nodeName(node),
    },
    {
      key: 'anchors',
      header: 'Times',
      isNumber: true,
      cell: ({ anchors }) => countText(anchors),
      sortBy: ({ anchors }) => anchors,
    },
    {
      key: 'units',
      header: 'Who',
      isNumber: true,
      cell: ({ units }) => countText(units),
      sortBy: ({ units }) => units,
    },
    {
      key: 'share',
      header: 'Of all',
      isNumber: true,
      cell: ({ share }) => shareText(share),
      sortBy: ({ share }) => share,
    },
    {
      key: 'median',
      header: 'Median time',
      isNumber: true,
      cell: ({ medianMs }) => elapsedText(medianMs),
      sortBy: ({ medianMs }) => medianMs ?? -1,
    },
    {
      key: 'more',
      header: '',
      cell: (stop) => (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              aria-label={`More about ${nodeName(stop.node)} at step ${stop.step}`}
              onClick={(event) => event.stopPropagation()}
            >
              <IconDots size={14} />
            </ActionIcon>
          </Menu.Target>
          {/* A click in the menu is none on the row. */}
          <Menu.Dropdown onClick={(event) => event.stopPropagation()}>
            <StopMenuItems stop={stop} {...menu} />
          </Menu.Dropdown>
        </Menu>
      ),
    },
  ];
  return (
    <DataTable
      label="Stops"
      columns={columns}
      rows={stops}
      rowKey={({ step, node }) => `${step} ${nodeKey(node)}`}
      onOpen={menu.onPeople}
      maxHeight={420}
    />
  );
}
