/** What stands behind `?` of a page's address: texts as they are, all else as JSON, as the router writes it. */
export function pageSearch(values: Readonly<Record<string, unknown>>): string {
  const fields = new URLSearchParams();
  for (const [name, value] of Object.entries(values))
    fields.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  return `?${fields}`;
}
