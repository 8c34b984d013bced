import { ensureSyntaxTree } from '@codemirror/language';
import type { EditorState } from '@codemirror/state';

export interface Place {
  readonly from: number;
  readonly to: number;
}

const PARSE_MS = 200;

/**
 * The characters of a value in JSON by its path, such as `where.conditions.1.kind`; of the nearest one around it where it is not there.
 */
export function jsonPlace(state: EditorState, path: string): Place {
  const tree = ensureSyntaxTree(state, state.doc.length, PARSE_MS);
  const whole = { from: 0, to: state.doc.length };
  let at = tree?.topNode.firstChild ?? null;
  let found: Place = at ?? whole;
  for (const step of path === '' ? [] : path.split('.')) {
    if (at === null) break;
    if (at.name === 'Array') {
      const items = [];
      for (let each = at.firstChild; each !== null; each = each.nextSibling) {
        if (!['[', ']', ',', '⚠'].includes(each.name)) items.push(each);
      }
      at = items[Number(step)] ?? null;
    } else {
      const property = at.getChildren('Property').find((each) => {
        const name = each.getChild('PropertyName');
        return name !== null && state.sliceDoc(name.from, name.to) === JSON.stringify(step);
      });
      at = property?.lastChild ?? null;
      // A field that is wrong in itself is shown with its name.
      if (property) found = { from: property.from, to: property.to };
    }
    if (at !== null) found = { from: at.from, to: at.to };
  }
  // A whole object would drown the reader: its first line does.
  const line = state.doc.lineAt(found.from);
  return { from: found.from, to: Math.max(found.from, Math.min(found.to, line.to)) };
}

/** Where the JSON itself breaks off; undefined: it does not. */
export function brokenPlace(state: EditorState): Place | undefined {
  const tree = ensureSyntaxTree(state, state.doc.length, PARSE_MS);
  let found: Place | undefined;
  tree?.iterate({
    enter: (node) => {
      if (found === undefined && node.type.isError) {
        found = {
          from: Math.max(0, Math.min(node.from, state.doc.length - 1)),
          to: Math.max(node.to, node.from + 1),
        };
      }
    },
  });
  return found && { from: found.from, to: Math.min(found.to, state.doc.length) };
}
