import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../packages/engine/src/model/time.ts';
import { call, type ServedApp } from './demo-app.ts';

/** Markup that runs when it is taken for markup. */
export const MARKUP = '<img src=x onerror=alert(1)>';
export const SCRIPT = '"><script>alert(2)</script>';
export const EMOJI = '🦄 upgraded 👩‍👩‍👧‍👦';
/** Hebrew and Arabic, with an override that turns what follows around. */
export const RIGHT_TO_LEFT = 'שדרוג ‮تمت الترقية';
/** Nothing in it where a line could break. */
export const LONG = 'W'.repeat(500);
export const LONG_NAME = `long ${'n'.repeat(195)}`;
export const NOBODY = 'nobody at all';
export const PLAIN_USER = 'without-properties';

/** How many names of events there are beside the others. */
export const MANY_NAMES = 10_000;
const EVENTS = [MARKUP, SCRIPT, EMOJI, RIGHT_TO_LEFT, LONG];
const PEOPLE = 40;
const DAYS = 24;
const EVENTS_A_REQUEST = 1_000;

export interface HostileIds {
  readonly cohort: string;
  readonly destination: string;
  readonly sync: string;
}

/** Fills a project with names that break what is careless: of events, properties, values, users, accounts, cohorts, a destination, a report. */
export async function fillHostileWorld(served: ServedApp): Promise<HostileIds> {
  const now = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
  await send(served, [...busyPeople(now), ...manyNames(now)]);
  const did = (name: string) => ({
    kind: 'event-count',
    event: { names: [name], filters: [] },
    op: 'at-least',
    count: 1,
    window: { kind: 'last', duration: { amount: 30, unit: 'day' } },
  });
  const cohort = (name: string, event: string) =>
    call<{ id: string }>(served, 'POST', '/api/v1/cohorts', {
      name,
      description: `${MARKUP} ${LONG}`,
      definition: { unit: 'user', where: did(event) },
    });
  const marked = await cohort(MARKUP, MARKUP);
  for (const [name, event] of [
    [EMOJI, EMOJI],
    [RIGHT_TO_LEFT, RIGHT_TO_LEFT],
    [LONG_NAME, LONG],
    [NOBODY, 'never sent'],
  ] as const)
    await cohort(name, event);
  const destination = await call<{ id: string }>(served, 'POST', '/api/v1/destinations', {
    kind: 'webhook',
    name: `${MARKUP} ${LONG_NAME}`.slice(0, 200),
    settings: { url: 'https://receiver.invalid/hook' },
    untested: true,
  });
  const sync = await call<{ id: string }>(served, 'POST', '/api/v1/syncs', {
    cohort: RIGHT_TO_LEFT,
    destination: destination.id,
    audience: MARKUP,
  });
  await call(served, 'POST', '/api/v1/reports', {
    name: `${SCRIPT} ${LONG_NAME}`.slice(0, 200),
    kind: 'journeys',
    search: {},
    description: LONG,
  });
  return { cohort: marked.id, destination: destination.id, sync: sync.id };
}

/** People who do all of it, one with nothing known of them, and accounts with names of the same kind. */
function busyPeople(now: number): object[] {
  const ids = [MARKUP, RIGHT_TO_LEFT, LONG, EMOJI];
  return Array.from({ length: PEOPLE }, (_, person) => {
    const user = ids[person] ?? (person === ids.length ? PLAIN_USER : `user-${person}`);
    const known = user !== PLAIN_USER;
    return Array.from({ length: DAYS }, (_, day) =>
      EVENTS.filter((_, i) => (person + day + i) % 3 > 0).map((name, i) => ({
        user_id: user,
        event_type: name,
        time: now - day * DAY_MS - (EVENTS.length - i) * 5 * MINUTE_MS - person * 1_000,
        insert_id: `${person}-${day}-${i}`,
        ...(known && {
          event_properties: { [MARKUP]: SCRIPT, [RIGHT_TO_LEFT]: EMOJI, [LONG_NAME]: LONG, plain: day % 4 },
          user_properties: { [SCRIPT]: LONG, plan: MARKUP, size: person },
          groups: { account: [MARKUP, RIGHT_TO_LEFT, LONG_NAME][person % 3] },
        }),
      })),
    ).flat();
  }).flat();
}

function manyNames(now: number): object[] {
  return Array.from({ length: MANY_NAMES }, (_, i) => ({
    user_id: 'user-of-names',
    event_type: `named event ${String(i).padStart(5, '0')}`,
    time: now - i * 1_000,
    insert_id: `names-${i}`,
  }));
}

async function send({ url, writeKey }: ServedApp, events: readonly object[]): Promise<void> {
  for (let i = 0; i < events.length; i += EVENTS_A_REQUEST) {
    const response = await fetch(`${url}/2/httpapi`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ api_key: writeKey, events: events.slice(i, i + EVENTS_A_REQUEST) }),
    });
    if (!response.ok) throw new Error(`${response.status} ${(await response.text()).slice(0, 500)}`);
  }
}
