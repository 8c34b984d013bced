/**
 * What became of one operation at a destination. Success is never assumed: what an answer does not mention is `retry`.
 *
 * - `applied`: the destination says that it is done. `no-op`: it was so already.
 * - `accepted`: taken, to be done later, and not confirmed for this operation.
 * - `rejected`: will be refused again as it is; `reason` is a stable kebab-case word, `message` says what to do.
 * - `unresolved`: the destination does not know the person, or there is nothing to know them by.
 * - `retry`: not known, or refused for now.
 */
export type Outcome =
  | { readonly kind: 'applied' }
  | { readonly kind: 'no-op' }
  | { readonly kind: 'accepted' }
  | { readonly kind: 'rejected'; readonly reason: string; readonly message: string }
  | { readonly kind: 'unresolved'; readonly reason: string; readonly message: string }
  | { readonly kind: 'retry'; readonly reason: string; readonly message: string };

export const APPLIED: Outcome = { kind: 'applied' };
export const NO_OP: Outcome = { kind: 'no-op' };
export const ACCEPTED: Outcome = { kind: 'accepted' };

export function rejected(reason: string, message: string): Outcome {
  return { kind: 'rejected', reason, message };
}

export function unresolved(reason: string, message: string): Outcome {
  return { kind: 'unresolved', reason, message };
}

/** Outcomes by operation id. */
export type Outcomes = ReadonlyMap<string, Outcome>;

/** One outcome for each of these operations: `retry` for those that the destination's answer did not mention. */
export function completed(operationIds: readonly string[], told: Outcomes): Map<string, Outcome> {
  return new Map(
    operationIds.map((id) => [
      id,
      told.get(id) ?? {
        kind: 'retry',
        reason: 'not-mentioned',
        message: 'the answer says nothing of this person',
      },
    ]),
  );
}
