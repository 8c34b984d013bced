import type { Destination } from '../destinations/define-destination.ts';
import { DestinationFault, type Fault } from '../destinations/fault.ts';
import type { PlannedRequest } from '../destinations/planned-request.ts';
import type { VendorRequest, VendorResponse } from '../destinations/vendor-request.ts';
import type { AccountLimits } from './account-limits.ts';
import { backoffMs, type Pace } from './pace.ts';
import type { Redact } from './redact.ts';
import type { Send } from './send.ts';

/** A destination with everything that it takes to talk to it. */
export interface Line {
  readonly destination: Destination;
  readonly settings: unknown;
  readonly limits: AccountLimits;
  readonly send: Send;
  readonly pace: Pace;
  readonly redact: Redact;
  /** How long a request may be under way until another process may take over, in whole ms. Throws when that is too short to send any. */
  readonly leftMs: () => number;
}

/** Tries of one request in a row; what still fails then is left to the sync, which rests longer. */
const TRIES = 4;
const FIRST_WAIT_MS = 250;
const LONGEST_BACKOFF_MS = 8_000;
/** A destination that asks for a longer rest gets it from the sync. */
const LONGEST_WAIT_MS = 30_000;

/**
 * What came of a request: an answer that can be judged, or the fault after the last try. `doubt`: one of the tries had no answer, a failure
 * over there or a success that says something else, and may have been carried out all the same.
 */
export type Exchanged<T> = { readonly value: T } | { readonly fault: Fault; readonly doubt?: boolean };

const isTaken = ({ status }: VendorResponse): boolean => status >= 200 && status < 300;

/**
 * Sends a request within its quota until it is answered: a broken connection, a timeout, 429 and 5xx are tried again, waiting as the
 * answer asks and else ever longer. `judge` says what an answer means. Every message that leaves here is free of secrets. A request with a
 * `timeoutMs` of its own changes nothing over there: it alone may outlive the right to send.
 */
export async function exchange<T>(
  line: Line,
  request: VendorRequest,
  quota: string,
  judge: (response: VendorResponse) => Exchanged<T>,
  timeoutMs?: number,
): Promise<Exchanged<T>> {
  let doubt = false;
  for (let attempt = 0; ; attempt += 1) {
    const judged = await once(line, request, quota, judge, timeoutMs);
    if (!('fault' in judged)) return judged;
    const fault = redacted(judged.fault, line.redact);
    doubt ||= judged.doubt === true || fault.kind === 'unavailable';
    if (fault.kind !== 'limited' && fault.kind !== 'unavailable') return { fault, doubt };
    const waitMs = fault.afterMs ?? backoffMs(attempt, FIRST_WAIT_MS, LONGEST_BACKOFF_MS, line.pace.random);
    if (attempt + 1 >= TRIES || waitMs > LONGEST_WAIT_MS) return { fault, doubt };
    if (fault.kind === 'limited') line.limits.holdUntil(quota, line.pace.clock() + waitMs);
    else await line.pace.sleep(waitMs);
  }
}

/** The same of a planned request, judged by the destination. */
export function exchangePlanned(line: Line, planned: PlannedRequest, step: string) {
  return exchange(line, planned.request, planned.quota, (response) => {
    const read = line.destination.interpret(planned, response, line.pace.clock(), step, line.settings);
    return 'fault' in read ? read : { value: read };
  });
}

async function once<T>(
  line: Line,
  request: VendorRequest,
  quota: string,
  judge: (response: VendorResponse) => Exchanged<T>,
  timeoutMs: number | undefined,
): Promise<Exchanged<T>> {
  const { destination, settings, limits, pace } = line;
  try {
    const response = await limits.within(quota, async () => {
      const signed = (await destination.sign?.(request, settings, pace.clock())) ?? {};
      const within = Math.min(line.leftMs(), limits.limits.timeoutMs);
      return line.send({ ...request, headers: { ...request.headers, ...signed } }, timeoutMs ?? within);
    });
    const judged = judge(response);
    return 'fault' in judged && isTaken(response) ? { ...judged, doubt: true } : judged;
  } catch (error) {
    if (error instanceof DestinationFault) return { fault: error.fault };
    if (error instanceof NoLongerMine) throw error;
    return { fault: { kind: 'unavailable', afterMs: undefined, message: unanswered(request, error) } };
  }
}

/** The lease has run out: another process may be at work on the same audiences. */
export class NoLongerMine extends Error {
  constructor() {
    super('another process has taken over this destination');
    this.name = 'NoLongerMine';
  }
}

function unanswered(request: VendorRequest, error: unknown): string {
  const host = URL.canParse(request.url) ? new URL(request.url).host : 'the destination';
  if (error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError')) {
    return `${host} did not answer in time`;
  }
  return `${host}: ${error instanceof Error ? error.message || error.name : String(error)}`;
}

function redacted<F extends Fault>(fault: F, redact: Redact): F {
  return { ...fault, message: redact(fault.message) };
}
