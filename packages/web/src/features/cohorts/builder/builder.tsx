import { VisuallyHidden } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { ChoicePill } from '../pills/choice-pill.tsx';
import { Words } from '../pills/words.tsx';
import type { PreviewFacts } from '../preview/facts.ts';
import type { DraftDefinition, Finished } from '../tree/definition.ts';
import { isGroup, type Path, ROOT } from '../tree/path.ts';
import { AddCondition } from './add-condition.tsx';
import classes from './builder.module.css';
import { BuilderContext, type FocusAfter } from './builder-context.ts';
import { ConditionNode } from './condition-node.tsx';
import { Drag } from './drag.tsx';
import { focusRow, rowPathOf } from './focus-row.ts';
import { GroupParts } from './group-parts.tsx';

export interface BuilderProps {
  readonly definition: DraftDefinition;
  readonly finished: Finished;
  readonly facts: PreviewFacts;
  readonly isOld: boolean;
  readonly onChange: (definition: DraftDefinition) => void;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
}

const UNITS = [
  { value: 'user', label: 'Users' },
  { value: 'account', label: 'Accounts' },
] as const;

/** A definition as sentences that are written by choosing and typing in their places. */
export function Builder(props: BuilderProps) {
  const { definition, finished, facts, isOld, onChange, onUndo, onRedo } = props;
  const { unit, where: root } = definition;
  const box = useRef<HTMLDivElement>(null);
  const focus = useRef<FocusAfter>(undefined);
  const steppedAt = useRef<Path>(undefined);
  const [said, setSaid] = useState('');
  useEffect(() => {
    const wanted = focus.current;
    focus.current = undefined;
    const at = steppedAt.current;
    steppedAt.current = undefined;
    if (box.current === null) return;
    if (root !== undefined && wanted !== undefined) focusRow(box.current, wanted);
    // A step back or forward may take the row that had the focus away: the keyboard stays in the builder.
    else if (at !== undefined && !box.current.contains(document.activeElement))
      focusRow(box.current, { path: at, on: 'handle' });
  }, [root]);
  const state = {
    unit,
    root,
    finished,
    facts,
    isOld,
    apply: (tree: typeof root, after?: FocusAfter, words = '') => {
      focus.current = after;
      setSaid(words);
      onChange({ unit, where: tree });
    },
  };
  return (
    <BuilderContext value={state}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the pills and buttons inside */}
      <div
        ref={box}
        className={classes.builder}
        onKeyDown={(event) => {
          const isTyping = event.target instanceof HTMLInputElement;
          if (isTyping || event.key.toLowerCase() !== 'z' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          steppedAt.current = rowPathOf(event.target as Element);
          if (event.shiftKey) onRedo();
          else onUndo();
        }}
      >
        <div className={classes.head}>
          <ChoicePill
            label="Of whom"
            value={unit}
            choices={UNITS}
            onChange={(chosen) => onChange({ unit: chosen, where: root })}
          />
          <Words>who</Words>
        </div>
        <Drag>
          {root !== undefined &&
            (isGroup(root) ? (
              <GroupParts group={root} path={ROOT} />
            ) : (
              <ConditionNode condition={root} path={ROOT} connective={undefined} />
            ))}
        </Drag>
        <AddCondition
          gap={{ group: ROOT, index: root !== undefined && isGroup(root) ? root.conditions.length : 1 }}
        />
        <VisuallyHidden aria-live="polite">{said}</VisuallyHidden>
      </div>
    </BuilderContext>
  );
}
