import type { Condition } from '@cusp/engine/define/language/ast.ts';
import { type Choice, ChoicePill } from '../pills/choice-pill.tsx';
import { VerbPill } from '../pills/verb-pill.tsx';
import { connected, negated } from '../tree/edits.ts';
import { type GroupCondition, isGroup, type Path } from '../tree/path.ts';
import { AddCondition } from './add-condition.tsx';
import classes from './builder.module.css';
import { useBuilder } from './builder-context.ts';
import { ConditionNode } from './condition-node.tsx';
import { GroupParts } from './group-parts.tsx';
import { Row } from './row.tsx';

export interface GroupRowProps {
  readonly group: GroupCondition | Extract<Condition, { readonly kind: 'not' }>;
  readonly path: Path;
  readonly own: Path;
  readonly isNegated: boolean;
  readonly connective: 'and' | 'or' | undefined;
}

type Sort = 'all' | 'any' | 'not-all' | 'not-any';

const SORTS: readonly Choice<Sort>[] = [
  { value: 'all', label: 'fit all of these' },
  { value: 'any', label: 'fit at least one of these' },
  { value: 'not-all', label: 'do not fit all of these' },
  { value: 'not-any', label: 'fit none of these' },
];

/** Conditions inside a definition that stand together. */
export function GroupRow({ group, path, own, isNegated, connective }: GroupRowProps) {
  const { root, apply } = useBuilder();
  if (!isGroup(group)) {
    return (
      <Row path={path} connective={connective}>
        <VerbPill
          plain="fit"
          negated="do not fit"
          isNegated={isNegated}
          onNegate={() => apply(negated(root, path))}
        />
        <div className={classes.box}>
          <ConditionNode condition={group} path={own} connective={undefined} />
        </div>
      </Row>
    );
  }
  const sort: Sort = isNegated ? `not-${group.kind}` : group.kind;
  const change = (chosen: Sort): void => {
    const kind = chosen.endsWith('all') ? 'all' : 'any';
    const tree = connected(root, own, kind);
    apply(chosen.startsWith('not') === isNegated ? tree : negated(tree, path), { path, on: 'first-pill' });
  };
  return (
    <Row path={path} connective={connective}>
      <ChoicePill label="How the group is meant" value={sort} choices={SORTS} onChange={change} />
      <div className={classes.box}>
        <GroupParts group={group} path={own} />
        <AddCondition gap={{ group: own, index: group.conditions.length }} isSmall />
      </div>
    </Row>
  );
}
