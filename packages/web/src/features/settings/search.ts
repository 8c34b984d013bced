export const SETTINGS_TABS = ['project', 'members', 'alerts', 'browsers'] as const;
export type SettingsTab = (typeof SETTINGS_TABS)[number];

/** What the page of settings keeps in its address. */
export interface SettingsSearch {
  readonly tab?: SettingsTab;
}

export function readSettingsSearch({ tab }: Record<string, unknown>): SettingsSearch {
  const known = SETTINGS_TABS.find((each) => each === tab);
  return known === undefined ? {} : { tab: known };
}
