import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LiveCohorts } from '../../define/membership/live-cohorts.ts';
import type { RecordStore } from '../../store/record-store.ts';
import { problemError } from '../../util/problem-error.ts';
import type { SecretBox } from '../../util/secret-box.ts';
import type { OutgoingPolicy } from '../outgoing-url.ts';
import type { Pace } from '../sync/pace.ts';
import type { Send } from '../sync/send.ts';
import { type AlertLease, AlertLeaseLost, holdAlertLease, releaseAlertLease } from './alert-lease.ts';
import { recordTold, standingProblems, toldOf } from './alert-ledger.ts';
import {
  type AlertProject,
  messageId,
  slackBody,
  testSlackBody,
  testWebhookBody,
  webhookBody,
} from './alert-message.ts';
import { type AlertReceiver, listReceivers, noteFailed, noteTaken } from './alert-receivers.ts';
import { dueTellings, type StandingProblem } from './due-tellings.ts';
import { problemsNow } from './problems-now.ts';
import { ALERT_TIMEOUT_MS, sendAlert } from './send-alert.ts';

export interface AlertDependencies {
  readonly records: RecordStore;
  readonly live: LiveCohorts;
  readonly secrets: SecretBox;
  readonly policy: OutgoingPolicy;
  readonly send: Send;
  readonly pace: Pace;
  /** Milliseconds of a clock that is never set. */
  readonly monotonic: () => number;
  readonly onTrouble: (error: unknown) => void;
}

/** Tells people of what is wrong, in this process or in another one on the same database. */
export interface AlertService {
  readonly dependencies: AlertDependencies;
  /** Looks from now on, first after a minute: what was down with the server has that long to catch up. */
  readonly start: () => void;
  /** Looks once, now. Does nothing when another process does it. */
  readonly look: () => Promise<void>;
  /** Sends a message of no meaning. Throws a ProblemError (422) when it is not taken; else a receiver that failed is well again. */
  readonly test: (receiver: AlertReceiver, project: AlertProject) => Promise<void>;
  readonly close: () => Promise<void>;
}

const FIRST_LOOK_MS = 60_000;
const LOOK_EVERY_MS = 30_000;
/** More than that go in the next message. */
const TELLINGS_A_MESSAGE = 50;
const CLOSING_GRACE_MS = 3_000;

export function createAlertService(dependencies: AlertDependencies): AlertService {
  const { records, live, secrets, send, pace, monotonic } = dependencies;
  const sending = { send, secrets, clock: pace.clock };
  const owner = randomUUID();
  const stop = new AbortController();
  let looking: Promise<void> | undefined;

  async function look(): Promise<void> {
    const lease = await holdAlertLease(records, owner, monotonic);
    if (lease === undefined) return;
    try {
      for (const project of await projectsWithReceivers(records)) {
        if (stop.signal.aborted) return;
        // What goes wrong in one project keeps nobody from hearing of the others.
        await lookAt(project, lease).catch((error: unknown) => {
          if (error instanceof AlertLeaseLost) throw error;
          dependencies.onTrouble(error);
        });
      }
    } catch (error) {
      if (!(error instanceof AlertLeaseLost)) throw error;
    }
  }

  async function lookAt(project: AlertProject, lease: AlertLease): Promise<void> {
    const found = await problemsNow(records, live, project.id, pace.clock());
    const problems = await standingProblems(records, lease, project.id, found, pace.clock());
    for (const receiver of await listReceivers(records, project.id)) {
      if (stop.signal.aborted) return;
      if ((receiver.failing?.nextAt ?? 0) <= pace.clock()) await tell(project, receiver, problems, lease);
    }
  }

  async function tell(
    project: AlertProject,
    receiver: AlertReceiver,
    problems: readonly StandingProblem[],
    lease: AlertLease,
  ): Promise<void> {
    const due = dueTellings(problems, await toldOf(records, receiver.id), pace.clock());
    const tellings = due.slice(0, TELLINGS_A_MESSAGE);
    if (tellings.length === 0) return;
    // What is begun now must be over and written down before anybody else may begin.
    if (monotonic() + 2 * ALERT_TIMEOUT_MS > lease.until) throw new AlertLeaseLost();
    const body = receiver.kind === 'slack' ? slackBody(project, tellings) : webhookBody(project, tellings);
    const error = await sendAlert(sending, receiver, messageId(receiver.id, tellings), body);
    const now = pace.clock();
    if (error !== undefined) return noteFailed(records, receiver, error, now, pace.random);
    await recordTold(records, lease, receiver.id, tellings, now);
    await noteTaken(records, receiver);
  }

  async function keepLooking(): Promise<void> {
    let wait = FIRST_LOOK_MS;
    for (;;) {
      await sleep(wait, undefined, { ref: false, signal: stop.signal }).catch(() => undefined);
      if (stop.signal.aborted) return;
      wait = LOOK_EVERY_MS;
      await look().catch(dependencies.onTrouble);
    }
  }

  return {
    dependencies,
    start: () => {
      looking ??= keepLooking();
    },
    look,
    test: async (receiver, project) => {
      const body = receiver.kind === 'slack' ? testSlackBody(project) : testWebhookBody(project);
      const error = await sendAlert(sending, receiver, `test_${randomUUID()}`, body);
      if (error !== undefined) {
        throw problemError(422, 'not-taken', `the message was not taken: ${error}`, 'url');
      }
      await noteTaken(records, receiver);
    },
    close: async () => {
      stop.abort();
      await Promise.race([looking, sleep(CLOSING_GRACE_MS, undefined, { ref: false })]);
      await releaseAlertLease(records, owner).catch(() => undefined);
    },
  };
}

async function projectsWithReceivers({ db }: RecordStore): Promise<readonly AlertProject[]> {
  const some = db.selectFrom('alert_receivers').select('project_id');
  // Whoever adds a receiver later is told of what is wrong then, and since then.
  await db.deleteFrom('alert_problems').where('project_id', 'not in', some).execute();
  return db.selectFrom('projects').select(['id', 'name']).where('id', 'in', some).orderBy('id').execute();
}
