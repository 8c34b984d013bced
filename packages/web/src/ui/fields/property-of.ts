/** A property, and whose it is. */
export interface PropertyOf {
  readonly scope: 'event' | 'user' | 'account';
  readonly property: string;
}

/** As the lists of properties write it: `size`, `user.plan`, `account.size`. */
export function breakdownText({ scope, property }: PropertyOf): string {
  return scope === 'event' || property === '' ? property : `${scope}.${property}`;
}

/** Reads what breakdownText wrote, or somebody typed; without a prefix it is the first of the scopes that can be meant. */
export function readBreakdown(text: string, scopes: readonly PropertyOf['scope'][]): PropertyOf {
  for (const scope of ['user', 'account'] as const) {
    const prefix = `${scope}.`;
    if (scopes.includes(scope) && text.startsWith(prefix))
      return { scope, property: text.slice(prefix.length) };
  }
  return { scope: scopes[0] ?? 'event', property: text };
}
