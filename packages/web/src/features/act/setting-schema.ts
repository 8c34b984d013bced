/** One setting of a destination, as its JSON schema describes it. */
export interface SettingSchema {
  readonly type?: 'string' | 'number' | 'integer' | 'boolean';
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly default?: string | number | boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly format?: string;
  readonly pattern?: string;
}

export interface SettingsSchema {
  readonly properties: Readonly<Record<string, SettingSchema>>;
  readonly required?: readonly string[];
}

export type SettingValue = string | number | boolean;
export type Settings = Readonly<Record<string, SettingValue>>;

/** What stands in a form at first: what must be chosen and has no default is left empty. */
export function defaultSettings({ properties }: SettingsSchema): Settings {
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, { default: value }]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}

/** The settings that must be given, and those that may stay as they are. `made` are made by the server when they are left out. */
export function splitSettings(
  { properties, required = [] }: SettingsSchema,
  made: readonly string[],
): { readonly needed: readonly string[]; readonly more: readonly string[] } {
  const names = Object.keys(properties);
  const isNeeded = (name: string): boolean => required.includes(name) && !made.includes(name);
  return { needed: names.filter(isNeeded), more: names.filter((name) => !isNeeded(name)) };
}

/** What is sent: nothing that was left empty. */
export function givenSettings(settings: Readonly<Record<string, SettingValue | undefined>>): Settings {
  return Object.fromEntries(
    Object.entries(settings).flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [[name, value]],
    ),
  );
}

/** `requestsPerSecond` as "Requests per second". */
export function settingLabel(name: string): string {
  const words = name.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  const spelled = words.replaceAll(/\b(api|id|url|s3)\b/g, (word) => word.toUpperCase());
  return spelled.charAt(0).toUpperCase() + spelled.slice(1);
}
