export type Plan = 'free' | 'team' | 'enterprise';
export type Limit = 'seats' | 'api' | 'storage';

/** What an account may use before it hits the wall: members, API calls a month, documents kept. */
export const PLAN_LIMITS: Readonly<Record<Plan, Readonly<Record<Limit, number>>>> = {
  free: { seats: 5, api: 60, storage: 22 },
  team: { seats: 40, api: 4_000, storage: 5_000 },
  enterprise: { seats: 100_000, api: 1_000_000, storage: 1_000_000 },
};

/** What is blocked at each wall. */
export const BLOCKED_FEATURE: Readonly<Record<Limit, string>> = {
  seats: 'invite_member',
  api: 'call_api',
  storage: 'create_document',
};

/** Planted: which plan people buy depends on the wall that they hit. */
export const WANTED_PLAN: Readonly<Record<Limit, readonly (readonly [Plan, number])[]>> = {
  seats: [
    ['team', 88],
    ['enterprise', 12],
  ],
  api: [
    ['team', 25],
    ['enterprise', 75],
  ],
  storage: [
    ['team', 92],
    ['enterprise', 8],
  ],
};
