const SIMPLE: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

/**
 * What the escapes of a quoted text stand for. `bad` is called for each that stands for nothing, with its place in `body`; it
 * is then kept as written.
 */
export function unescaped(body: string, bad: (start: number, end: number) => void): string {
  if (!body.includes('\\')) return body;
  return body.replace(/\\(?:u[0-9a-fA-F]{4}|[\s\S])/g, (written, start: number) => {
    if (written.length > 2) return String.fromCharCode(Number.parseInt(written.slice(2), 16));
    const value = SIMPLE.get(written.slice(1));
    if (value === undefined) bad(start, start + written.length);
    return value ?? written;
  });
}
