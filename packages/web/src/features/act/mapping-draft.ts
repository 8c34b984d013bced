/** A mapping as somebody fills it in: rows in their order, some of them unfinished. */
export interface MappingDraft {
  readonly email: string;
  readonly rows: readonly { readonly property: string; readonly field: string }[];
  readonly enteredAt: string;
  readonly reason: string;
  readonly event: string;
}

export const NEW_MAPPING: MappingDraft = { email: 'email', rows: [], enteredAt: '', reason: '', event: '' };

/** The mapping that is sent: rows that lack a side are left out, as are empty fields. */
export function mappingOf({ email, rows, ...fields }: MappingDraft) {
  const attributes = Object.fromEntries(
    rows
      .map(({ property, field }) => [field.trim(), property] as const)
      .filter(([field, property]) => field !== '' && property !== ''),
  );
  const given = Object.entries(fields).flatMap(([name, text]) =>
    text.trim() === '' ? [] : [[name, text.trim()]],
  );
  return { email: email === '' ? 'email' : email, attributes, ...Object.fromEntries(given) } as {
    email: string;
    attributes: Record<string, string>;
    enteredAt?: string;
    reason?: string;
    event?: string;
  };
}
