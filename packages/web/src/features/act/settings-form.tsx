import { Button, Collapse, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ApiProblem } from '../../api/problem.ts';
import type { DestinationKind } from '../../api/syncs.ts';
import { SettingField } from './setting-field.tsx';
import { type Settings, type SettingsSchema, type SettingValue, splitSettings } from './setting-schema.ts';

export interface SettingsFormProps {
  readonly kind: DestinationKind;
  readonly values: Readonly<Record<string, SettingValue | undefined>>;
  readonly onChange: (values: Settings) => void;
  readonly problem: ApiProblem | undefined;
  /** Secrets are stored already: those left empty stay as they are. */
  readonly keepsSecrets?: boolean;
}

/** The settings of a destination, made of its schema: what must be given first, the rest one click away. */
export function SettingsForm({ kind, values, onChange, problem, keepsSecrets = false }: SettingsFormProps) {
  const schema = kind.schema as SettingsSchema;
  const { needed, more } = splitSettings(schema, kind.made);
  const errorOf = (name: string): string | undefined =>
    problem?.problems.find(({ path }) => path === `settings.${name}` || path === name)?.message;
  const [isOpen, rest] = useDisclosure(false);
  const isMoreShown = isOpen || more.some((name) => errorOf(name) !== undefined);
  const field = (name: string) => (
    <SettingField
      key={name}
      name={name}
      schema={schema.properties[name] ?? {}}
      isSecret={kind.secrets.includes(name)}
      isNeeded={needed.includes(name) && !(keepsSecrets && kind.secrets.includes(name))}
      value={values[name]}
      error={errorOf(name)}
      onChange={(value) => onChange({ ...values, [name]: value } as Settings)}
      {...(keepsSecrets && kind.secrets.includes(name)
        ? { placeholder: 'Stored. Leave empty to keep it' }
        : {})}
    />
  );
  return (
    <Stack gap="lg">
      {needed.map(field)}
      {more.length > 0 && (
        <div>
          <Button size="compact-sm" variant="subtle" onClick={rest.toggle} aria-expanded={isMoreShown}>
            {isMoreShown ? 'Fewer settings' : `${more.length} more settings`}
          </Button>
        </div>
      )}
      <Collapse expanded={isMoreShown}>
        <Stack gap="lg">{more.map(field)}</Stack>
      </Collapse>
    </Stack>
  );
}
