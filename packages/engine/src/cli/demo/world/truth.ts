import { DAY_MS } from '../../../model/time.ts';

/**
 * What the world was made with, so that what Cusp finds can be held against it. The chance to upgrade on an active day on
 * the free plan depends on one thing: how often the user met the paywall in the 14 days before. Nothing else moves it.
 */
export const UPGRADE_CHANCE_PER_ACTIVE_DAY = [
  { wallsAtLeast: 5, chance: 0.085 },
  { wallsAtLeast: 3, chance: 0.06 },
  { wallsAtLeast: 1, chance: 0.01 },
  { wallsAtLeast: 0, chance: 0.0035 },
] as const;

export const WALL_MEMORY_MS = 14 * DAY_MS;

/** The true signal, in the cohort language. */
export const TRUE_SIGNAL = `users who
  did paywall_modal_viewed at least 3 times in the last 14 days
  and have plan = "free"`;

/**
 * The false one. Changing the theme is what people do once they have paid: most upgraders did it, few others, so a plain
 * comparison finds a strong link. It says nothing about who will upgrade, because it comes after.
 */
export const FALSE_SIGNAL = `users who
  did theme_changed in the last 14 days
  and have plan = "free"`;

/**
 * Who changes the theme: those who paid less than a fortnight ago, by chance in any sitting; and a share of all people, who
 * switch it whenever they begin a day. Being one of those has nothing to do with walls, pace or upgrades.
 */
export const THEME = { afterUpgradeChance: 0.2, switchersShare: 0.25 } as const;

export const GOAL_EVENT = 'plan_upgraded';

/** Who is comparable to either signal's members: on the free plan, and here in the last 14 days. */
export const COMPARABLE = `users who
  did any event in the last 14 days
  and have plan = "free"`;
