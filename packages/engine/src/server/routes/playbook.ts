import { listFindings } from '../../analyse/validation/finding-records.ts';
import { listCohorts } from '../../define/cohorts/cohort-records.ts';
import { transitionCounts } from '../../define/membership/transition-log.ts';
import { calendarStarts } from '../../util/calendar.ts';
import type { Routes } from '../create-server.ts';
import { actStep, exportStandings, measureStep } from '../playbook/act-steps.ts';
import { attentionOf } from '../playbook/attention.ts';
import { defineStep, segmentStep, understandStep, validateStep } from '../playbook/define-steps.ts';
import { playbookAnswer } from '../playbook/step-answers.ts';
import { projectStanding } from '../project-standing.ts';

export const playbookRoutes: Routes = (server, dependencies) => {
  const { store, records, clock } = dependencies;
  server.get(
    '/api/v1/playbook',
    {
      schema: {
        summary: 'Where the six steps stand, from defining a cohort to measuring, and what needs a look',
        response: { 200: playbookAnswer },
      },
    },
    async ({ project }) => {
      const now = clock();
      const [today = now] = calendarStarts(now, now, 'day', project.timeZone);
      const [standing, all, findings, exports, traffic] = await Promise.all([
        projectStanding(dependencies, project, now),
        listCohorts(records, project.id, true),
        listFindings(records, project.id),
        exportStandings(records, project.id),
        transitionCounts(store, { project: project.id, from: today, to: now + 1 }),
      ]);
      const cohorts = new Map(all.map((cohort) => [cohort.id, cohort]));
      return {
        now,
        timeZone: project.timeZone,
        today,
        define: defineStep(standing),
        validate: validateStep(standing, findings),
        understand: understandStep(standing),
        segment: segmentStep(standing),
        act: actStep(standing, exports, traffic, cohorts),
        measure: measureStep(standing, exports, findings, cohorts, now),
        attention: attentionOf(
          standing,
          exports.map((each) => ({ ...each, cohort: cohorts.get(each.export.cohortId)?.name ?? '' })),
        ),
      };
    },
  );
};
