const UNIQUE_VIOLATION = '23505';

/** Did the database refuse a row because its key is taken? With `constraint`, because of that constraint. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  if (!(error instanceof Error)) return false;
  const { code, constraint: broken } = error as { code?: unknown; constraint?: unknown };
  return code === UNIQUE_VIOLATION && (constraint === undefined || broken === constraint);
}
