import { VerbPill } from '../pills/verb-pill.tsx';

export interface DidVerbProps {
  readonly isNegated: boolean;
  readonly onNegate: () => void;
}

/** `did`, or `did not do`. */
export function DidVerb(props: DidVerbProps) {
  return <VerbPill plain="did" negated="did not do" {...props} />;
}
