import { Group, Select, Stack, Text } from '@mantine/core';
import type { ImportPreview } from '../../api/imports.ts';
import {
  type ColumnRole,
  ROLE_WORDS,
  roleOf,
  TIME_UNIT_WORDS,
  timeUnitOf,
  withRole,
  withTimeUnit,
} from './column-roles.ts';
import classes from './mapping-editor.module.css';

export interface MappingEditorProps {
  readonly columns: ImportPreview['columns'];
  readonly value: unknown;
  readonly onChange: (mapping: unknown) => void;
}

/** What each column means, beside some of its values. */
export function MappingEditor({ columns, value, onChange }: MappingEditorProps) {
  const mapping = (value ?? {}) as Readonly<Record<string, unknown>>;
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        What does each column mean? What is no id, no event and no time is a property of the event unless you
        say otherwise.
      </Text>
      <ul className={classes.columns}>
        {columns.map(({ name, examples }) => {
          const role = roleOf(mapping, name);
          return (
            <li key={name}>
              <div className={classes.name}>
                <bdi>{name}</bdi>
                <Text size="xs" c="dimmed" truncate>
                  <bdi>{examples.join(', ') || 'always empty'}</bdi>
                </Text>
              </div>
              <Group gap={4} wrap="nowrap">
                <Select
                  size="xs"
                  w={180}
                  aria-label={`What ${name} means`}
                  data={Object.entries(ROLE_WORDS).map(([key, label]) => ({ value: key, label }))}
                  value={role}
                  allowDeselect={false}
                  onChange={(chosen) =>
                    chosen !== null && onChange(withRole(mapping, name, chosen as ColumnRole))
                  }
                />
                {role === 'time' && (
                  <Select
                    size="xs"
                    w={150}
                    aria-label="How the time is written"
                    data={Object.entries(TIME_UNIT_WORDS).map(([key, label]) => ({ value: key, label }))}
                    value={timeUnitOf(mapping)}
                    placeholder="As found"
                    onChange={(unit) => onChange(withTimeUnit(mapping, unit))}
                  />
                )}
              </Group>
            </li>
          );
        })}
      </ul>
    </Stack>
  );
}
