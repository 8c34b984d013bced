import { json } from '@codemirror/lang-json';
import { EditorState } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import { brokenPlace, jsonPlace } from './json-places.ts';

const TEXT = `{
  "unit": "user",
  "where": {
    "kind": "all",
    "conditions": [{ "kind": "first-seen" }, { "kind": "nope" }]
  }
}`;

function at(text: string, path: string): string {
  const state = EditorState.create({ doc: text, extensions: [json()] });
  const { from, to } = jsonPlace(state, path);
  return text.slice(from, to);
}

describe('places in JSON', () => {
  it.each([
    ['unit', '"user"'],
    ['where.conditions.1.kind', '"nope"'],
    ['where.conditions.0', '{ "kind": "first-seen" }'],
    ['where', '{'],
    // Not there: the nearest value around it.
    ['where.conditions.0.window.kind', '{ "kind": "first-seen" }'],
    ['where.conditions.7', '[{ "kind": "first-seen" }, { "kind": "nope" }]'],
    ['', '{'],
  ])('%s', (path, expected) => {
    expect(at(TEXT, path)).toBe(expected);
  });

  it('finds where the JSON itself breaks off', () => {
    const of = (text: string) => brokenPlace(EditorState.create({ doc: text, extensions: [json()] }));
    expect(of(TEXT)).toBeUndefined();
    expect(of('{"a": }')).toMatchObject({ from: 6 });
    expect(of('{"a": 1')?.to).toBeLessThanOrEqual(7);
  });
});
