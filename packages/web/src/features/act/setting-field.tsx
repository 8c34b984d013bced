import { NumberInput, PasswordInput, Select, Switch, TextInput } from '@mantine/core';
import { type SettingSchema, type SettingValue, settingLabel } from './setting-schema.ts';

export interface SettingFieldProps {
  readonly name: string;
  readonly schema: SettingSchema;
  readonly isSecret: boolean;
  readonly isNeeded: boolean;
  readonly value: SettingValue | undefined;
  readonly onChange: (value: SettingValue | undefined) => void;
  /** What the server said of it. */
  readonly error: string | undefined;
  /** In place of what is not sent back, such as a secret that is stored. */
  readonly placeholder?: string;
}

/** One setting, as the input that its schema asks for. */
export function SettingField({
  name,
  schema,
  isSecret,
  isNeeded,
  value,
  onChange,
  error,
  placeholder,
}: SettingFieldProps) {
  const shared = {
    label: settingLabel(name),
    description: schema.description,
    error,
    maw: 520,
  };
  const input = { ...shared, withAsterisk: isNeeded };
  if (schema.enum !== undefined) {
    return (
      <Select
        {...input}
        data={[...schema.enum]}
        value={typeof value === 'string' ? value : null}
        allowDeselect={!isNeeded}
        onChange={(chosen) => onChange(chosen ?? undefined)}
      />
    );
  }
  if (schema.type === 'boolean') {
    return (
      <Switch
        {...shared}
        checked={value === true}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
      />
    );
  }
  if (schema.type === 'number' || schema.type === 'integer') {
    return (
      <NumberInput
        {...input}
        value={typeof value === 'number' ? value : ''}
        min={schema.minimum ?? 0}
        {...(schema.maximum === undefined ? {} : { max: schema.maximum })}
        allowDecimal={schema.type === 'number'}
        onChange={(typed) => onChange(typeof typed === 'number' ? typed : undefined)}
      />
    );
  }
  const text = {
    ...input,
    value: typeof value === 'string' ? value : '',
    autoComplete: 'off',
    spellCheck: false,
    ...(placeholder === undefined ? {} : { placeholder }),
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => onChange(currentTarget.value),
  };
  return isSecret ? <PasswordInput {...text} /> : <TextInput {...text} />;
}
