import { Menu } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import classes from './pills.module.css';

export interface MoreItem {
  readonly label: string;
  readonly onAdd: () => void;
}

/** What else the sentence may say, behind a quiet plus. Nothing where it says all it can. */
export function MoreMenu({
  label,
  items,
}: {
  readonly label: string;
  readonly items: readonly (MoreItem | false)[];
}) {
  const offered = items.filter((each) => each !== false);
  if (offered.length === 0) return null;
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <button type="button" className={classes.more} aria-label={label} title={label}>
          <IconPlus size={13} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {offered.map((each) => (
          <Menu.Item key={each.label} onClick={each.onAdd}>
            {each.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
