import { Fragment } from 'react';
import type { GroupCondition, Path } from '../tree/path.ts';
import classes from './builder.module.css';
import { ConditionNode } from './condition-node.tsx';
import { GapZone } from './gap.tsx';

export interface GroupPartsProps {
  readonly group: GroupCondition;
  readonly path: Path;
}

/** The parts of a group one below the other, with places between them to put others down. */
export function GroupParts({ group, path }: GroupPartsProps) {
  const connective = group.kind === 'all' ? 'and' : 'or';
  return (
    <div className={classes.group}>
      {group.conditions.map((condition, i) => (
        <Fragment key={i}>
          <GapZone gap={{ group: path, index: i }} />
          <ConditionNode
            condition={condition}
            path={[...path, i]}
            connective={i === 0 ? undefined : connective}
          />
        </Fragment>
      ))}
      <GapZone gap={{ group: path, index: group.conditions.length }} />
    </div>
  );
}
