import { createHash } from 'node:crypto';
import { unreachable } from '../../util/assert.ts';
import { minuteText } from '../../util/minute-text.ts';
import { slackEscaped } from '../destinations/slack/slack-escaped.ts';
import type { Telling } from './due-tellings.ts';

export interface AlertProject {
  readonly id: string;
  readonly name: string;
}

/** The body of a message to Slack: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks. Several tellings are one message. */
export function slackBody(project: AlertProject, tellings: readonly Telling[]): string {
  const lines = tellings.map((telling) => {
    const { headline, detail } = words(telling);
    return `*${slackEscaped(headline)}*${detail === '' ? '' : `\n${slackEscaped(detail)}`}`;
  });
  return JSON.stringify({ text: [`Cusp, project ${slackEscaped(project.name)}`, ...lines].join('\n\n') });
}

/** The same for a webhook. */
export function webhookBody(project: AlertProject, tellings: readonly Telling[]): string {
  return JSON.stringify({
    type: 'cusp.alert',
    data: { project: { id: project.id, name: project.name }, alerts: tellings.map(alertOf) },
  });
}

/**
 * One and the same for the same tellings to a receiver, so that they are known when they come again after an answer was lost. The words of a
 * problem may have changed since, as a number in them.
 */
export function messageId(receiver: string, tellings: readonly Telling[]): string {
  const told = tellings.map((telling) => {
    const { subject, problem, since } = telling.kind === 'resolved' ? telling.told : telling.problem;
    return [telling.kind, subject, problem, since, telling.kind === 'reminder' ? telling.lastTold : 0];
  });
  return `alert_${createHash('sha256')
    .update(JSON.stringify([receiver, told]))
    .digest('hex')
    .slice(0, 32)}`;
}

export function testSlackBody(project: AlertProject): string {
  return JSON.stringify({ text: `Cusp, project ${slackEscaped(project.name)}: a test. Alerts come here.` });
}

export function testWebhookBody(project: AlertProject): string {
  return JSON.stringify({ type: 'cusp.ping', data: { project: { id: project.id, name: project.name } } });
}

function alertOf(telling: Telling): object {
  const { title, subject, since, problem } =
    telling.kind === 'resolved' ? telling.told : { ...telling.problem };
  const [kind = '', id = ''] = subject.split(/:(.*)/s);
  return {
    event: telling.kind,
    subject: { kind, id, title },
    problem,
    since: new Date(since).toISOString(),
    ...(telling.kind === 'resolved' ? {} : { message: telling.problem.message }),
  };
}

function words(telling: Telling): { headline: string; detail: string } {
  switch (telling.kind) {
    case 'problem':
      return {
        headline: `${telling.problem.title} is ${word(telling.problem.problem)}`,
        detail: telling.problem.message,
      };
    case 'reminder': {
      const { title, problem, since, message } = telling.problem;
      return { headline: `${title} is still ${word(problem)}, since ${minuteText(since)}`, detail: message };
    }
    case 'resolved': {
      const { title, problem, since } = telling.told;
      return {
        headline: `${title} is no longer ${word(problem)}`,
        detail: `It had been so since ${minuteText(since)}.`,
      };
    }
    default:
      return unreachable(telling);
  }
}

function word(problem: string): string {
  return problem === 'not-fresh' ? 'out of date' : problem;
}
