import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryStore, temporaryEventStore } from '../../../../../test/support/event-store.ts';
import { type TemporaryRecordStore, temporaryRecordStore } from '../../../../../test/support/record-store.ts';
import { serverDependencies } from '../../../../../test/support/server-dependencies.ts';
import { webhook } from '../../activate/destinations/webhook/webhook.ts';
import { saveDestination } from '../../activate/sync/destination-records.ts';
import { changeSync, createSync } from '../../activate/sync/sync-records.ts';
import { createCohort } from '../../define/cohorts/cohort-records.ts';
import { parseCohort } from '../../define/language/parse.ts';
import { secretBox } from '../../util/secret-box.ts';
import { createServer, type Server } from '../create-server.ts';
import type { ServerDependencies } from '../dependencies.ts';
import { countingSink } from '../metrics/counting-sink.ts';

const NOW = Date.UTC(2026, 4, 10);
const SAMPLE =
  /^[a-zA-Z_:][\w:]*(\{(\w+="([^"\\\n]|\\["\\n])*",?)*\})? (Na[Nn]|[+-]?(Inf|[\d.]+(e[+-]?\d+)?))$/;

describe('/metrics', () => {
  let events: TemporaryStore;
  let records: TemporaryRecordStore;
  let dependencies: ServerDependencies;
  let server: Server;
  let key: string;
  let sync: string;
  beforeAll(async () => {
    events = await temporaryEventStore();
    records = await temporaryRecordStore();
    const base = serverDependencies(events.store, records.store, events.path, NOW);
    dependencies = { ...base, sink: countingSink(base.sink, base.metrics) };
    server = createServer(dependencies, 'operator-token');
    const settings = { timeZone: 'UTC', accountGroup: 'account' };
    const { access } = dependencies;
    const shop = await access.createProject('default', settings);
    await access.createProject('a "secret" project', settings);
    key = (await access.createKey(shop, 'secret')).key;
    const parsed = parseCohort('users who did wall');
    if (!parsed.ok) throw new Error('the cohort does not parse');
    const { store } = records;
    const made = { name: 'stuck "users"', description: '', definition: parsed.value };
    const cohort = await createCohort(store, shop.id, made);
    const destination = await saveDestination(
      store,
      secretBox(Buffer.alloc(32)),
      shop.id,
      'hook',
      webhook,
      {},
    );
    ({ id: sync } = await createSync(store, shop.id, {
      ...{ cohortId: cohort.id, destinationId: destination.id, mode: 'dynamic', audienceName: 'x' },
      mapping: { email: 'email', attributes: {} },
    }));
    await changeSync(store, sync, { wanted: 7, good_at: NOW - 90_000, running_since: NOW - 90_000 });
    const write = (await access.createKey(shop, 'write')).key;
    const sent = [{ event_type: 'wall', user_id: 'ann-1' }, { event_type: 'wall' }];
    await server.inject({ method: 'POST', url: '/2/httpapi', payload: { api_key: write, events: sent } });
    await server.inject({ url: `/api/v1/syncs/${sync}`, headers: { authorization: `Bearer ${key}` } });
    await server.inject({ url: '/nothing/ann@example.com' });
    dependencies.metrics.countTransitions([{ cohort: cohort.id, direction: 'entered' }]);
    dependencies.metrics.observeDestinationRequest('webhook', 503, 0.2);
    dependencies.metrics.observeDestinationRequest('webhook', undefined, 15);
  });
  afterAll(async () => {
    await server.close();
    await events.dispose();
    await records.dispose();
  });

  async function scraped(token: string) {
    const answer = await server.inject({ url: '/metrics', headers: { authorization: `Bearer ${token}` } });
    return { status: answer.statusCode, type: answer.headers['content-type'], text: answer.body };
  }

  it('tells of the process and of the project, in the text format', async () => {
    const { status, type, text } = await scraped(key);
    expect([status, type]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
    const samples = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    expect(samples.filter((line) => !SAMPLE.test(line))).toEqual([]);
    const lines = [
      'cusp_build_info{version="0.0.0"} 1',
      'cusp_events_total{project="default",outcome="stored"} 1',
      'cusp_events_total{project="default",outcome="refused"} 1',
      'cusp_http_request_duration_seconds_count{method="POST",route="/2/httpapi",status="4xx"} 1',
      'cusp_http_request_duration_seconds_count{method="GET",route="/api/v1/syncs/:id",status="2xx"} 1',
      'cusp_http_request_duration_seconds_count{method="any",route="none",status="4xx"} 1',
      'cusp_destination_requests_total{kind="webhook",outcome="5xx"} 1',
      'cusp_destination_requests_total{kind="webhook",outcome="unanswered"} 1',
      'cusp_destination_request_duration_seconds_count{kind="webhook"} 2',
    ];
    expect(samples).toEqual(expect.arrayContaining(lines));
    expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
    expect(text).toMatch(/^process_resident_memory_bytes [1-9]/m);
    const ofSync = String.raw`project="default",sync="${sync}",cohort="stuck \\"users\\"",destination="hook"`;
    expect(text).toContain(`cusp_sync_members{${ofSync},standing="wanted"} 7`.replaceAll('\\\\', '\\'));
    expect(text).toContain(`cusp_sync_seconds_since_good{${ofSync}} 90`.replaceAll('\\\\', '\\'));
    expect(text).toContain(`cusp_sync_state{${ofSync},state="healthy"} 1`.replaceAll('\\\\', '\\'));
    expect(text).toMatch(/cusp_cohort_transitions_total\{.*direction="entered"\} 1/);
    expect(text).toMatch(/cusp_cohort_state\{.*state="off"\} 1/);
    for (const person of ['ann-1', 'ann@example']) expect(text).not.toContain(person);
  });

  it('has each of its own names in the documentation, and no other', async () => {
    const documented = await readFile(
      resolve(import.meta.dirname, '../../../../../docs/operations.md'),
      'utf8',
    );
    const { text } = await scraped(key);
    const told = [...text.matchAll(/^# HELP (cusp_\w+)/gm)].map((found) => found[1]);
    const written = [...documented.matchAll(/^\| `(cusp_\w+)`/gm)].map((found) => found[1]);
    expect(told.toSorted()).toEqual(written.toSorted());
  });

  it('tells a key nothing of other projects, and the operator everything', async () => {
    expect((await scraped(key)).text).not.toContain('secret');
    expect((await scraped('operator-token')).text).toContain(String.raw`project="a \"secret\" project"`);
  });

  it('answers to nobody without a secret key', async () => {
    expect((await server.inject({ url: '/metrics' })).statusCode).toBe(401);
    expect((await scraped('wrong')).status).toBe(401);
    const { openapi } = (await server.inject({ url: '/api/openapi.json' })).json() as { openapi: string };
    expect(openapi).toBe('3.1.0');
  });
});
