import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';

export interface CompareFieldProps {
  /** Is the time before the range compared with? */
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
}

/** Whether a page shows the range beside the time of the same length before it. */
export function CompareField({ value, onChange }: CompareFieldProps) {
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button size="xs" variant="default" rightSection={<IconChevronDown size={14} />}>
          {value ? 'Compared with the time before' : 'Compare'}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onChange(true)}>With the time of the same length before</Menu.Item>
        <Menu.Item onClick={() => onChange(false)}>With nothing</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
