import { unreachable } from '../../util/assert.ts';
import { problemError } from '../../util/problem-error.ts';
import { BASELINE, EVERYBODY, MEMBERS, segmentGroup, valueGroup } from '../retention/group-label.ts';
import { labelText } from '../segmentation/value-label.ts';
import type { RetentionCellSpec } from './spec.ts';

/** The label (see group-label.ts) of a cell's group. Throws a ProblemError (422) for a group that the retention does not ask for. */
export function cellLabel({ group, retention }: Pick<RetentionCellSpec, 'group' | 'retention'>): string {
  switch (group.kind) {
    case 'everybody':
      return EVERYBODY;
    case 'members':
    case 'baseline':
      if (retention.compare === undefined) throw noSuchGroup('the retention does not ask to compare');
      return group.kind === 'members' ? MEMBERS : BASELINE;
    case 'segment': {
      const place = (retention.segments ?? []).findIndex(({ name }) => name === group.name);
      if (place === -1)
        throw noSuchGroup(`there is no segment ${JSON.stringify(group.name)} in the retention`);
      return segmentGroup(place);
    }
    case 'value':
    case 'none':
    case 'other':
      if (retention.breakdown === undefined) throw noSuchGroup('the retention has no breakdown');
      return valueGroup(labelText(group));
    default:
      return unreachable(group);
  }
}

function noSuchGroup(message: string) {
  return problemError(422, 'no-such-group', `${message}: name a group of its answer`, 'group');
}
