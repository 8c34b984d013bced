import { Button, Combobox, Text, useCombobox } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { type Gap, inserted } from '../tree/edits.ts';
import { conditionAt, isGroup, pathOf } from '../tree/path.ts';
import { AddOptions } from './add-options.tsx';
import { useBuilder } from './builder-context.ts';
import { madeOf } from './offered-conditions.ts';

export interface AddConditionProps {
  readonly gap: Gap;
  readonly isSmall?: boolean;
}

/** Adds a condition: of any kind, or by the name of an event or a property right away. */
export function AddCondition({ gap, isSmall = false }: AddConditionProps) {
  const { root, apply } = useBuilder();
  const [search, setSearch] = useState('');
  const combobox = useCombobox({
    onDropdownOpen: () => combobox.focusSearchInput(),
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      setSearch('');
    },
  });
  const target = conditionAt(root, gap.group);
  const connective = target !== undefined && isGroup(target) && target.kind === 'any' ? 'Or' : 'And';
  return (
    <Combobox
      store={combobox}
      width={420}
      position="bottom-start"
      onOptionSubmit={(value) => {
        const clause = madeOf(value);
        const tree = inserted(root, gap, clause);
        combobox.closeDropdown();
        apply(tree, { path: pathOf(tree, clause) ?? [], on: 'empty-pill' });
      }}
    >
      <Combobox.Target targetType="button">
        <Button
          size="compact-sm"
          variant={root === undefined ? 'filled' : 'subtle'}
          leftSection={<IconPlus size={14} />}
          onClick={() => combobox.toggleDropdown()}
          data-add={gap.group.join('.')}
          style={{ alignSelf: 'flex-start' }}
        >
          {root === undefined ? 'Add a condition' : isSmall ? connective : `${connective} …`}
        </Button>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={search}
          aria-label="Search kinds of conditions, events and properties"
          placeholder="A kind of condition, an event, a property"
          onChange={({ currentTarget }) => {
            setSearch(currentTarget.value);
            combobox.updateSelectedOptionIndex();
            queueMicrotask(() => combobox.selectFirstOption());
          }}
        />
        <Combobox.Options mah={380} style={{ overflowY: 'auto' }} aria-label="Conditions">
          <AddOptions search={search.trim()} />
        </Combobox.Options>
        <Combobox.Footer>
          <Text size="xs" c="dimmed">
            Every kind of condition works live, for users and for accounts.
          </Text>
        </Combobox.Footer>
      </Combobox.Dropdown>
    </Combobox>
  );
}
