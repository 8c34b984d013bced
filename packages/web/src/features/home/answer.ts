import type { Playbook } from '../../api/playbook.ts';
import { counted, countText } from '../../ui/format.ts';
import { proseName } from '../../ui/prose-name.ts';

/** Where the project stands, in a sentence: the newest finding, who came today, what needs a look. */
export function homeAnswer({ define, validate, act, attention }: Playbook): string {
  if (define.cohorts === 0) return 'Events come in. The next step is a cohort: who is ready?';
  const verdict = validate.findings[0];
  const first =
    verdict === undefined
      ? `${counted(define.cohorts, 'cohort')} defined, none validated yet`
      : `“${proseName(verdict.cohort.name)}”: ${verdict.sentence}`;
  const traffic =
    act.syncs.length + act.exports.length === 0
      ? ''
      : ` ${countText(act.entered)} entered and ${countText(act.exited)} left the cohorts that go out today.`;
  const look =
    attention.length === 0
      ? ''
      : ` ${counted(attention.length, 'thing')} ${attention.length === 1 ? 'needs' : 'need'} a look.`;
  return `${first.replace(/\.$/, '')}.${traffic}${look}`;
}
