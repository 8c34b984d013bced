import type { Properties } from '../../../model/property-value.ts';
import { DAY_MS, type Instant, MINUTE_MS, SECOND_MS } from '../../../model/time.ts';
import { between, chance, exponential, pick, type Random } from '../../../util/random.ts';
import type { Account, Person } from './people.ts';
import { BLOCKED_FEATURE, type Limit, PLAN_LIMITS } from './plan.ts';
import { THEME, WALL_MEMORY_MS } from './truth.ts';

/** Something done in a session, before ids are given to it. */
export interface Step {
  readonly name: string;
  readonly time: Instant;
  readonly properties: Properties;
}

const EVERYDAY = [
  ['document_opened', 34],
  ['document_edited', 30],
  ['document_created', 9],
  ['comment_added', 8],
  ['search_performed', 7],
  ['document_shared', 5],
  ['template_used', 4],
  ['export_clicked', 3],
] as const;

/** What one person does in one sitting that begins at `start`: work, walls, and what follows a wall. */
export function session(random: Random, person: Person, start: Instant, isFirstOfDay: boolean): Step[] {
  const steps: Step[] = [];
  let time = start;
  const add = (name: string, properties: Properties = {}): void => {
    steps.push({ name, time, properties });
    time += Math.round(SECOND_MS + exponential(random, 45 * SECOND_MS));
  };
  const { account } = person;
  const length = between(random, 2, 5);
  for (let done = 0; done < length; done += 1) {
    const name = pick(random, EVERYDAY);
    if (name === 'document_created') account.documents += 1;
    add(name, {
      surface: pick(random, [
        ['web', 70],
        ['desktop', 20],
        ['mobile', 10],
      ]),
    });
    const limit = wallMet(random, person, name, time);
    if (limit === undefined) continue;
    add('limit_hit', { limit, feature: BLOCKED_FEATURE[limit], used: usage(account, limit) });
    person.walls.push(time);
    add('paywall_modal_viewed', { limit, feature: BLOCKED_FEATURE[limit] });
    if (!goesOn(random, account, limit, add)) break;
  }
  const settlesIn = start - person.upgradedAt < 14 * DAY_MS && chance(random, THEME.afterUpgradeChance);
  if (settlesIn || (isFirstOfDay && person.switchesTheme)) {
    add('theme_changed', {
      theme: pick(random, [
        ['dark', 3],
        ['light', 1],
      ]),
    });
  }
  return steps;
}

/** The wall that an action runs into, if it does: only what the plan really limits. */
function wallMet(random: Random, person: Person, name: string, time: Instant): Limit | undefined {
  const { account } = person;
  const limits = PLAN_LIMITS[account.plan];
  if (name === 'document_created' && account.documents > limits.storage) return 'storage';
  if (account.usesApi && person.role !== 'viewer' && chance(random, 0.3)) {
    const month = Math.floor(time / (30 * DAY_MS));
    if (account.apiMonth !== month) [account.apiMonth, account.apiCalls] = [month, 0];
    account.apiCalls += between(random, 3, 12);
    if (account.apiCalls > limits.api) return 'api';
  }
  if (
    person.role !== 'viewer' &&
    account.companySize > account.seats &&
    account.seats >= limits.seats &&
    chance(random, 0.05)
  ) {
    return 'seats';
  }
  return undefined;
}

function usage(account: Account, limit: Limit): number {
  if (limit === 'seats') return account.seats;
  return limit === 'api' ? account.apiCalls : account.documents;
}

/** After a wall: leave, look at prices, work around it, ask for help, or simply go on. False: the sitting is over. */
function goesOn(
  random: Random,
  account: Account,
  limit: Limit,
  add: (name: string, properties?: Properties) => void,
): boolean {
  const next = pick(random, [
    ['leave', 34],
    ['price', 20],
    ['workaround', 24],
    ['help', 6],
    ['on', 16],
  ]);
  if (next === 'leave') return false;
  if (next === 'price') add('pricing_viewed', { source: 'paywall' });
  if (next === 'help') add('help_opened', { topic: `${limit}_limit` });
  if (next === 'workaround') {
    if (limit === 'storage') account.documents -= between(random, 1, 3);
    add(limit === 'storage' ? 'document_deleted' : limit === 'seats' ? 'login_shared' : 'csv_downloaded', {
      limit,
    });
  }
  return true;
}

/** How often the person met the paywall in the 14 days up to an instant. Forgets what is older. */
export function recentWalls(person: Person, at: Instant): number {
  while (person.walls.length > 0 && (person.walls[0] ?? at) <= at - WALL_MEMORY_MS) person.walls.shift();
  return person.walls.length;
}

/** When a sitting begins on a day: working hours of the person's part of the world, spread over the day. */
export function sittingStart(random: Random, day: Instant): Instant {
  return day + 7 * 60 * MINUTE_MS + Math.floor(random.next() * 13 * 60 * MINUTE_MS);
}
