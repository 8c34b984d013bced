import { Button, Group, Menu, Modal, Stack, Text } from '@mantine/core';
import { DatePicker } from '@mantine/dates';
import { useDisclosure } from '@mantine/hooks';
import { IconCalendar, IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import { useTimeZone } from '../time-zone.ts';
import { dayStart, nextDayStart } from './days.ts';
import { rangeText, type TimeRange } from './range.ts';

const PRESET_DAYS = [1, 7, 14, 30, 60, 90, 180, 365];

export interface RangeFieldProps {
  readonly value: TimeRange;
  readonly onChange: (value: TimeRange) => void;
}

/** The time range of a page: the last so many days, or whole days of the project's zone. */
export function RangeField({ value, onChange }: RangeFieldProps) {
  const timeZone = useTimeZone();
  const [isChoosing, choosing] = useDisclosure(false);
  return (
    <>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconCalendar size={14} />}
            rightSection={<IconChevronDown size={14} />}
          >
            {rangeText(value, timeZone)}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {PRESET_DAYS.map((amount) => (
            <Menu.Item key={amount} onClick={() => onChange({ last: { amount, unit: 'day' } })}>
              {rangeText({ last: { amount, unit: 'day' } }, timeZone)}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item onClick={choosing.open}>Between two days …</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal opened={isChoosing} onClose={choosing.close} title="Between two days" size="auto">
        <DaysForm
          timeZone={timeZone}
          onDone={(range) => {
            onChange(range);
            choosing.close();
          }}
        />
      </Modal>
    </>
  );
}

function DaysForm({
  timeZone,
  onDone,
}: {
  readonly timeZone: string;
  readonly onDone: (range: TimeRange) => void;
}) {
  const [days, setDays] = useState<[string | null, string | null]>([null, null]);
  const [from, to] = days;
  return (
    <Stack>
      <DatePicker type="range" allowSingleDateInRange value={days} onChange={setDays} numberOfColumns={2} />
      <Group justify="space-between">
        <Text size="xs" c="dimmed">
          Both days included, in {timeZone}
        </Text>
        <Button
          size="xs"
          disabled={from === null || to === null}
          onClick={() =>
            from !== null &&
            to !== null &&
            onDone({ from: dayStart(from, timeZone), to: nextDayStart(to, timeZone) })
          }
        >
          Use these days
        </Button>
      </Group>
    </Stack>
  );
}
