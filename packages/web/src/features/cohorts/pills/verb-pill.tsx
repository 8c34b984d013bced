import classes from './pills.module.css';

export interface VerbPillProps {
  readonly plain: string;
  readonly negated: string;
  readonly isNegated: boolean;
  readonly onNegate: () => void;
}

/** The verb of a sentence: a click turns it into its opposite. */
export function VerbPill({ plain, negated, isNegated, onNegate }: VerbPillProps) {
  return (
    <button
      type="button"
      data-pill
      data-quiet={!isNegated}
      className={classes.pill}
      aria-pressed={isNegated}
      aria-label={`Not: ${isNegated ? negated : plain}`}
      title={isNegated ? `Turn into “${plain}”` : `Turn into “${negated}”`}
      onClick={onNegate}
    >
      {isNegated ? negated : plain}
    </button>
  );
}
