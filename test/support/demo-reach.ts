import { listen } from '../fakes/listen.ts';
import { FakeWebhook } from '../fakes/webhook.ts';
import { ACTIVE_FREE, call, READY, type ServedApp } from './demo-app.ts';

/** What a page of the app is about, by id. */
export interface ReachIds {
  readonly cohort: string;
  readonly destination: string;
  readonly sync: string;
  /** Of the CSV export whose members Measure asks about. */
  readonly export: string;
}

export interface Reached extends ReachIds {
  readonly close: () => void;
}

/** Puts what people make in weeks of use into a demo world: a sync that runs, one that waits, an export, saved reports, a refused event. */
export async function reachOut(app: ServedApp): Promise<Reached> {
  const fake = new FakeWebhook();
  const receiver = await listen(fake, 'hooks.example.com');
  const made = <Body extends object>(path: string, body: Body) =>
    call<{ id: string }>(app, 'POST', path, body);
  const destination = await made('/api/v1/destinations', {
    kind: 'webhook',
    name: 'Growth team’s hooks',
    settings: { ...fake.settings, url: `${receiver.url}/cusp` },
  });
  const to = { destination: destination.id };
  const sync = await made('/api/v1/syncs', { cohort: READY, ...to });
  await made('/api/v1/syncs', { cohort: ACTIVE_FREE, ...to, paused: true });
  const csv = await made('/api/v1/exports', {
    cohort: READY,
    receiver: { kind: 'csv', properties: ['plan', 'role'] },
  });
  await made(`/api/v1/exports/${csv.id}/runs`, { asOf: Date.now() - 30 * 86_400_000 });
  const limit = { names: ['limit_hit'], filters: [] };
  await made('/api/v1/reports', { name: 'Around the wall', kind: 'journeys', search: { anchor: limit } });
  await made('/api/v1/reports', {
    name: 'How often people meet it',
    kind: 'trends',
    search: { series: [{ event: limit }] },
  });
  await fetch(`${app.url}/2/httpapi`, {
    method: 'POST',
    body: JSON.stringify({
      api_key: app.writeKey,
      events: [{ event_type: 'limit_hit', user_id: 'anonymous' }],
    }),
  });
  const cohort = await call<{ id: string }>(app, 'GET', `/api/v1/cohorts/${encodeURIComponent(READY)}`);
  return {
    cohort: cohort.id,
    destination: destination.id,
    sync: sync.id,
    export: csv.id,
    close: receiver.close,
  };
}
