import type { ClauseNode } from '@cusp/engine/define/language/ast.ts';
import { Tooltip } from '@mantine/core';
import { countText } from '../../../ui/format.ts';
import { editorOf } from '../clauses/registry.ts';
import { negated, replaced } from '../tree/edits.ts';
import { enginePath, type Path } from '../tree/path.ts';
import classes from './builder.module.css';
import { rowFacts, useBuilder } from './builder-context.ts';
import { ClauseNotes } from './clause-notes.tsx';
import { Row } from './row.tsx';

export interface ClauseRowProps {
  readonly clause: ClauseNode;
  /** Of the sentence: of the `not` where there is one. */
  readonly path: Path;
  /** Of the clause itself. */
  readonly own: Path;
  readonly isNegated: boolean;
  readonly connective: 'and' | 'or' | undefined;
}

/** One condition as a sentence, with of how many it holds by itself. */
export function ClauseRow({ clause, path, own, isNegated, connective }: ClauseRowProps) {
  const builder = useBuilder();
  const { root, unit, apply, isOld } = builder;
  const { Sentence } = editorOf(clause);
  const place = enginePath(root, own);
  const { size, warnings, missing } = rowFacts(builder, place, isNegated);
  const change = (changed: ClauseNode): void => apply(replaced(root, own, changed));
  return (
    <Row
      path={path}
      connective={connective}
      count={
        size !== undefined && (
          <Tooltip label={`It holds of ${countText(size)} ${unit}s by itself`}>
            <span data-count data-old={isOld} style={{ opacity: isOld ? 0.55 : 1 }}>
              {countText(size)}
            </span>
          </Tooltip>
        )
      }
    >
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a sentence */}
      <div className={classes.sentence} role="group" aria-label="Condition">
        <Sentence
          clause={clause}
          unit={unit}
          isNegated={isNegated}
          onChange={change}
          onNegate={() => apply(negated(root, path), { path, on: 'first-pill' })}
        />
      </div>
      <ClauseNotes clause={clause} place={place} warnings={warnings} missing={missing} onChange={change} />
    </Row>
  );
}
