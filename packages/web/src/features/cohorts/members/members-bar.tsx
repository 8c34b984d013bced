import { Button, Group, Text, TextInput } from '@mantine/core';
import { IconFilterPlus, IconSearch } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { counted } from '../../../ui/format.ts';
import { propertyEditor } from '../clauses/property.tsx';
import { Part } from '../pills/part.tsx';
import { OwnPropertyPill } from '../pills/property-pill.tsx';
import { Words } from '../pills/words.tsx';
import { HavingPills } from './having-pills.tsx';
import type { MembersChoice } from './members-tab.tsx';

export interface MembersBarProps {
  readonly unit: 'user' | 'account';
  readonly choice: MembersChoice;
  readonly onChoice: (part: Partial<MembersChoice>) => void;
  /** Of those that fit; undefined: not known yet. */
  readonly size: number | undefined;
  readonly actions: ReactNode;
}

/** What of the members is shown: a part of the id, what they have, which properties stand beside. */
export function MembersBar({ unit, choice, onChoice, size, actions }: MembersBarProps) {
  const { text, columns, having } = choice;
  return (
    <>
      <Group justify="space-between" gap="sm">
        <Group gap={8}>
          <TextInput
            size="xs"
            w={240}
            aria-label="Search members by id"
            placeholder="A part of the id"
            leftSection={<IconSearch size={14} />}
            value={text}
            onChange={({ currentTarget }) => onChoice({ text: currentTarget.value })}
          />
          <Button
            size="xs"
            variant="default"
            leftSection={<IconFilterPlus size={14} />}
            onClick={() => onChoice({ having: [...having, propertyEditor.make()] })}
          >
            By a property
          </Button>
          <Text size="sm" c="dimmed" aria-live="polite">
            {size === undefined ? '' : counted(size, 'member')}
            {size !== undefined && (text !== '' || having.length > 0) && (size === 1 ? ' fits' : ' fit')}
          </Text>
        </Group>
        {actions}
      </Group>
      {having.length > 0 && (
        <Group gap={8}>
          {having.map((clause, i) => (
            <Part key={i} name="this condition" onRemove={() => onChoice({ having: having.toSpliced(i, 1) })}>
              <Words>{i === 0 ? 'who have' : 'and'}</Words>
              <HavingPills
                unit={unit}
                clause={clause}
                onChange={(changed) => onChoice({ having: having.with(i, changed) })}
              />
            </Part>
          ))}
        </Group>
      )}
      <Group gap={6}>
        <Words>beside each:</Words>
        {columns.map((property) => (
          <Part
            key={property}
            name={`the column ${property}`}
            onRemove={() => onChoice({ columns: columns.filter((each) => each !== property) })}
          >
            <bdi className="name">{property}</bdi>
          </Part>
        ))}
        <OwnPropertyPill
          label="Add a column"
          placeholder="add a column"
          of={unit}
          value=""
          onChange={(property) => {
            if (!columns.includes(property)) onChoice({ columns: [...columns, property] });
          }}
        />
      </Group>
    </>
  );
}
