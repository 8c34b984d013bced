import { DAY_MS, type Instant } from '../../../model/time.ts';
import { between, chance, exponential, logNormal, pick, type Random } from '../../../util/random.ts';
import type { Plan } from './plan.ts';
import { THEME } from './truth.ts';

export type Role = 'admin' | 'editor' | 'viewer';

export interface Account {
  readonly name: string;
  readonly companySize: number;
  readonly industry: string;
  plan: Plan;
  /** Members who have joined so far. */
  seats: number;
  documents: number;
  apiCalls: number;
  apiMonth: number;
  readonly usesApi: boolean;
}

export interface Person {
  readonly userId: string;
  readonly deviceId: string;
  readonly account: Account;
  readonly role: Role;
  readonly country: string;
  readonly joined: Instant;
  /** Sessions a day on a working day. */
  readonly pace: number;
  /** After this day the person is gone. */
  readonly leaves: Instant;
  /** The plan that the person's own devices have been told of. */
  knownPlan: Plan;
  /** One of those who switch the theme whenever they begin a day. */
  readonly switchesTheme: boolean;
  /** Instants at which the person met the paywall, oldest first. */
  readonly walls: Instant[];
  upgradedAt: Instant;
}

const INDUSTRIES = [
  ['software', 40],
  ['agency', 22],
  ['education', 14],
  ['finance', 12],
  ['health', 12],
] as const;

const COUNTRIES = [
  ['US', 42],
  ['DE', 16],
  ['GB', 14],
  ['FR', 10],
  ['IN', 10],
  ['BR', 8],
] as const;

/** `users` people in growing teams, in order of joining between `start` and the last days of the world. */
export function makePeople(random: Random, users: number, start: Instant, days: number): Person[] {
  const people: Person[] = [];
  for (let number = 1; people.length < users; number += 1) {
    const companySize = Math.max(1, Math.round(logNormal(random, 9, 1.1)));
    const account: Account = {
      name: `org-${String(number).padStart(4, '0')}`,
      companySize,
      industry: pick(random, INDUSTRIES),
      plan: pick(random, [
        ['free', 82],
        ['team', 15],
        ['enterprise', 3],
      ]),
      seats: 0,
      documents: 0,
      apiCalls: 0,
      apiMonth: -1,
      usesApi: chance(random, 0.3),
    };
    const founded = start + between(random, 0, Math.floor(days * 0.7)) * DAY_MS;
    people.push(
      ...makeTeam(random, account, founded, start + days * DAY_MS, users - people.length, people.length),
    );
  }
  return people.sort((a, b) => a.joined - b.joined);
}

/** The members of one account: a founder, then others as the team grows, until the company's size or the world's end. */
function makeTeam(
  random: Random,
  account: Account,
  founded: Instant,
  end: Instant,
  room: number,
  before: number,
): Person[] {
  const team: Person[] = [];
  const wanted = Math.min(account.companySize, 60, room);
  let joined = founded + between(random, 0, DAY_MS - 1);
  while (team.length < wanted && joined < end - DAY_MS) {
    const id = before + team.length + 1;
    team.push({
      userId: `user-${String(id).padStart(5, '0')}`,
      deviceId: `device-${String(id).padStart(5, '0')}`,
      account,
      role:
        team.length === 0
          ? 'admin'
          : pick(random, [
              ['editor', 62],
              ['viewer', 28],
              ['admin', 10],
            ]),
      country: pick(random, COUNTRIES),
      joined,
      pace: Math.min(3, logNormal(random, 0.5, 0.7)),
      leaves: joined + exponential(random, 90 * DAY_MS),
      knownPlan: account.plan,
      switchesTheme: chance(random, THEME.switchersShare),
      walls: [],
      upgradedAt: Number.NEGATIVE_INFINITY,
    });
    joined += exponential(random, (60 / Math.sqrt(account.companySize)) * DAY_MS);
  }
  return team;
}
