import { z } from 'zod';
import { findingSummary } from '../../analyse/validation/finding-records.ts';
import { healthAnswer } from '../routes/syncs.ts';

const instant = z.number().int();
const count = z.number().int();

const state = z
  .enum(['open', 'waiting', 'done', 'attention'])
  .describe('open: nothing was done yet; waiting: it takes time; attention: somebody has to look');
const step = { state, words: z.string().describe('Where it stands, in one sentence') };
const cohort = z.object({ id: z.string(), name: z.string() });

export const finding = findingSummary.extend({
  cohort,
  version: count,
  isInForce: z.boolean().describe('It is about the version that is in force'),
  kind: z.enum(['validation', 'backtest']),
  asOf: instant,
  answeredAt: instant,
  spec: z.unknown().describe('The question, with which it can be asked again'),
});

export const attention = z.object({
  kind: z.enum(['sync', 'cohort', 'rejected', 'alert', 'export']),
  id: z.string().nullable().describe('Of the sync, cohort, receiver or export'),
  title: z.string(),
  words: z.string(),
});

/** A sync or an export that told of somebody. */
const told = z.object({
  id: z.string(),
  cohort: z.string(),
  firstTold: instant.describe('When somebody was first told of'),
  horizonMs: z.number().describe('How long they have to convert: of the cohort’s validation, else two weeks'),
  due: instant.describe('When that is over for the first of them'),
});

/** The six steps of a motion, each with its state and what it is made of. */
export const playbookAnswer = z.object({
  now: instant,
  timeZone: z.string(),
  today: instant.describe('When today began in the project’s time zone, UTC ms'),
  define: z.object({
    ...step,
    cohorts: count,
    newest: cohort.extend({ version: count, createdAt: instant }).nullable(),
    notFresh: z.array(cohort),
  }),
  validate: z.object({
    ...step,
    newest: finding
      .nullable()
      .describe('What was last found of the newest cohort; null: it was not validated'),
    findings: z.array(finding).describe('Of every cohort what was last found, the newest answer first'),
  }),
  understand: z.object({ ...step, cohorts: z.array(cohort).describe('Made of a step of a funnel') }),
  segment: z.object({
    ...step,
    cohorts: z
      .array(cohort.extend({ of: z.array(z.string()) }))
      .describe('Made of other cohorts, which `of` names'),
  }),
  act: z.object({
    ...step,
    syncs: z.array(
      z.object({ id: z.string(), cohort: z.string(), destination: z.string(), health: healthAnswer }),
    ),
    exports: z.array(
      z.object({
        id: z.string(),
        cohort: z.string(),
        kind: z.enum(['csv', 'webhook']),
        lastRun: z
          .object({
            asOf: instant,
            outcome: z.enum(['applied', 'unchanged', 'failed']).nullable(),
            entered: count,
            exited: count,
            total: count,
          })
          .nullable(),
      }),
    ),
    entered: count.describe('Entries into cohorts that are synced or exported, since today began'),
    exited: count,
    today: z
      .array(
        cohort.extend({
          entered: count,
          exited: count,
          acts: z.boolean().describe('It is synced or exported'),
        }),
      )
      .describe('Every cohort that somebody entered or left since today began'),
  }),
  measure: z.object({
    ...step,
    syncs: z.array(told),
    exports: z.array(told),
  }),
  attention: z.array(attention).describe('What somebody should look at, the most urgent first'),
});

export type Playbook = z.infer<typeof playbookAnswer>;
export type Finding = z.infer<typeof finding>;
