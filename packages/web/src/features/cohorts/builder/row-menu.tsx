import { ActionIcon, Menu } from '@mantine/core';
import {
  IconArrowDown,
  IconArrowUp,
  IconBan,
  IconBoxMultiple,
  IconCopy,
  IconDots,
  IconTrash,
} from '@tabler/icons-react';
import { duplicated, gapAfter, negated, removed, type Tree, unwrapped, wrapped } from '../tree/edits.ts';
import { movedBy } from '../tree/gaps.ts';
import { conditionAt, isGroup, type Path } from '../tree/path.ts';
import { type FocusAfter, useBuilder } from './builder-context.ts';
import { nearbyPath } from './row.tsx';

const SIZE = 15;

export interface RowMenuProps {
  readonly path: Path;
  /** What it is about, for those who do not see the row. */
  readonly words: string;
}

/** Everything that can be done with a condition. */
export function RowMenu({ path, words }: RowMenuProps) {
  const { root, apply } = useBuilder();
  const condition = conditionAt(root, path);
  const up = movedBy(root, path, 'up');
  const down = movedBy(root, path, 'down');
  const inner = condition !== undefined && isGroup(condition) ? unwrapped(root, path) : root;
  const item = (tree: Tree, on: FocusAfter['on'] = 'menu', at = path) => ({
    disabled: tree === root,
    onClick: () => apply(tree, { path: at, on }),
  });
  const copyAt = gapAfter(root, path);
  return (
    <Menu position="bottom-end" returnFocus={false}>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={26}
          aria-label={`What to do with: ${words.slice(0, 120)}`}
        >
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconBan size={SIZE} />} {...item(negated(root, path))}>
          {condition?.kind === 'not' ? 'Take “not” away' : 'Turn into its opposite'}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconCopy size={SIZE} />}
          {...item(duplicated(root, path), 'menu', copyAt ? [...copyAt.group, copyAt.index] : path)}
        >
          Duplicate
        </Menu.Item>
        <Menu.Item leftSection={<IconBoxMultiple size={SIZE} />} {...item(wrapped(root, path, 'any'))}>
          Put into a group of its own
        </Menu.Item>
        {condition !== undefined && isGroup(condition) && (
          <Menu.Item leftSection={<IconBoxMultiple size={SIZE} />} {...item(inner)}>
            Take the group apart
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconArrowUp size={SIZE} />}
          rightSection="Alt ↑"
          disabled={up === undefined}
          onClick={() => up && apply(up.tree, { path: up.path, on: 'menu' })}
        >
          Move up
        </Menu.Item>
        <Menu.Item
          leftSection={<IconArrowDown size={SIZE} />}
          rightSection="Alt ↓"
          disabled={down === undefined}
          onClick={() => down && apply(down.tree, { path: down.path, on: 'menu' })}
        >
          Move down
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconTrash size={SIZE} />}
          rightSection="Alt ⌫"
          {...item(removed(root, path), 'handle', nearbyPath(root, path))}
        >
          Remove
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
