import { TERMINAL_WIDTH } from '../output/table.ts';

/** Words of the cohort language that begin a part of a condition. */
const OPENINGS = new Set(['then', 'where', 'within', 'without', 'with', 'counting', 'reached', 'dropped']);

/** What stands between blanks: texts in quotes have blanks of their own. */
const PIECE = /(?:"(?:[^"\\]|\\.)*"|[^\s"])+/g;

/**
 * A definition as the language prints it, one condition to a line, with the lines that a terminal has no room for broken between the parts of
 * a condition, and what goes on further in. It reads back to the same definition.
 */
export function definitionLines(text: string, width = TERMINAL_WIDTH): string {
  return text
    .split('\n')
    .flatMap((line) => brokenLine(line, width))
    .join('\n');
}

function brokenLine(line: string, width: number): string[] {
  const indent = /^ */.exec(line)?.[0] ?? '';
  const lines: string[] = [];
  let current = '';
  for (const part of partsOf(line)) {
    const longer = current === '' ? indent + part : `${current} ${part}`;
    if (current === '' || longer.length <= width) {
      current = longer;
      continue;
    }
    lines.push(current);
    current = `${indent}    ${part}`;
  }
  return [...lines, current];
}

/** What is not taken apart: from an opening, or from after a comma, to the next. */
function partsOf(line: string): string[] {
  const parts: string[] = [];
  let opens = true;
  for (const [piece] of line.matchAll(PIECE)) {
    if (opens || OPENINGS.has(piece)) parts.push(piece);
    else parts.push(`${parts.pop()} ${piece}`);
    opens = piece.endsWith(',');
  }
  return parts;
}
