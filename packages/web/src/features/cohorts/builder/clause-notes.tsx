import type { ClauseNode } from '@cusp/engine/define/language/ast.ts';
import type { Problem } from '@cusp/engine/util/result.ts';
import { IconAlertTriangle } from '@tabler/icons-react';
import classes from './builder.module.css';
import { type Meant, meantBy, withMeant } from './meant.ts';
import { missingWords } from './missing-words.ts';

export interface ClauseNotesProps {
  readonly clause: ClauseNode;
  /** Where it stands, as the engine writes it. */
  readonly place: string;
  readonly warnings: readonly Problem[];
  readonly missing: readonly Problem[];
  readonly onChange: (clause: ClauseNode) => void;
}

/** What a condition still needs, and names in it that nothing stored carries, each with what was probably meant. */
export function ClauseNotes({ clause, place, warnings, missing, onChange }: ClauseNotesProps) {
  const words = missingWords(missing, place);
  return (
    <>
      {words !== undefined && <p className={classes.note}>{words}</p>}
      {warnings.map((warning) => {
        const meant = meantBy(clause, warning);
        return (
          <p key={`${warning.path} ${warning.message}`} className={classes.note}>
            <IconAlertTriangle size={12} aria-hidden /> <bdi>{sentence(warning.message, meant)}</bdi>
            {meant !== undefined && (
              <button
                type="button"
                className={classes.meant}
                onClick={() => onChange(withMeant(clause, meant))}
              >
                Use <bdi>{meant.meant}</bdi>
              </button>
            )}
          </p>
        );
      })}
    </>
  );
}

function sentence(message: string, meant: Meant | undefined): string {
  const [first = message] = meant === undefined ? [message] : message.split(': did you mean');
  return `${first.slice(0, 1).toUpperCase()}${first.slice(1)}.`;
}
