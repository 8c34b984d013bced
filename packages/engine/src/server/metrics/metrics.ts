import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { ObserveRequest } from '../../activate/sync/sync-dependencies.ts';
import type { Transition } from '../../define/membership/transition.ts';

export type EventOutcome = 'stored' | 'duplicate' | 'refused';

/** What this process counts while it works. Nothing in it names a person; what has a project in it is told to that project alone. */
export interface Metrics {
  /** Of the process as a whole: told to everybody who may ask. */
  readonly registry: Registry;
  readonly countEvents: (project: string, outcome: EventOutcome, count: number) => void;
  readonly countTransitions: (transitions: readonly Pick<Transition, 'cohort' | 'direction'>[]) => void;
  readonly observeDestinationRequest: ObserveRequest;
  readonly observeHttp: (method: string, route: string, status: number, seconds: number) => void;
  /** Counts so far, by project id. */
  readonly events: ReadonlyMap<string, ReadonlyMap<EventOutcome, number>>;
  /** Counts so far, by cohort id. */
  readonly transitions: ReadonlyMap<string, Readonly<Record<Transition['direction'], number>>>;
}

/** Seconds. An answer to a sender takes some 30 ms, a question up to a minute. */
const HTTP_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
/** Seconds. No request to a destination is under way for longer than 15. */
const DESTINATION_BUCKETS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15];

/** A registry of its own: several servers in one process do not share counts. */
export function createMetrics(version: string): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'cusp_build_info',
    help: 'Always 1: the version is in the label',
    labelNames: ['version'],
    registers,
  }).set({ version }, 1);
  const http = new Histogram({
    name: 'cusp_http_request_duration_seconds',
    help: 'Answers by the pattern of the route and the class of the status; event streams are left out',
    labelNames: ['method', 'route', 'status'],
    buckets: HTTP_BUCKETS,
    registers,
  });
  const requests = new Counter({
    name: 'cusp_destination_requests_total',
    help: 'Requests to destinations by kind and outcome: a class of status, or unanswered',
    labelNames: ['kind', 'outcome'],
    registers,
  });
  const durations = new Histogram({
    name: 'cusp_destination_request_duration_seconds',
    help: 'How long destinations took to answer, or until the request was given up',
    labelNames: ['kind'],
    buckets: DESTINATION_BUCKETS,
    registers,
  });
  const events = new Map<string, Map<EventOutcome, number>>();
  const transitions = new Map<string, Record<Transition['direction'], number>>();
  return {
    registry,
    events,
    transitions,
    countEvents: (project, outcome, count) => {
      if (count === 0) return;
      const of = events.get(project) ?? new Map<EventOutcome, number>();
      events.set(project, of.set(outcome, (of.get(outcome) ?? 0) + count));
    },
    countTransitions: (told) => {
      for (const { cohort, direction } of told) {
        const of = transitions.get(cohort) ?? { entered: 0, exited: 0 };
        of[direction] += 1;
        transitions.set(cohort, of);
      }
    },
    observeHttp: (method, route, status, seconds) => {
      http.observe({ method, route, status: statusClass(status) }, seconds);
    },
    observeDestinationRequest: (kind, status, seconds) => {
      const outcome = status === undefined ? 'unanswered' : statusClass(status);
      requests.inc({ kind, outcome });
      durations.observe({ kind }, seconds);
    },
  };
}

function statusClass(status: number): string {
  return `${Math.floor(status / 100)}xx`;
}
