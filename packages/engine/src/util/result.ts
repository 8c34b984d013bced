/** A mistake that a person can mend, as data: what is wrong, where, what was seen and what to do. */
export interface Problem {
  /** A stable kebab-case word for programs, e.g. `unknown-field`. */
  readonly code: string;
  /** One sentence: what was seen and what to do about it. */
  readonly message: string;
  /** Where: a dotted path into the input such as `steps.1.event`, or '' for the whole. */
  readonly path: string;
}

/** Either a value or the reasons why there is none. Never both, never neither. */
export type Result<T, P extends Problem = Problem> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly P[] };

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function failed<P extends Problem>(
  ...problems: readonly P[]
): { readonly ok: false; readonly problems: readonly P[] } {
  return { ok: false, problems };
}
