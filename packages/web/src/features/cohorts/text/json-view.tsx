import { json } from '@codemirror/lang-json';
import { ensureSyntaxTree } from '@codemirror/language';
import type { Diagnostic } from '@codemirror/lint';
import type { EditorState } from '@codemirror/state';
import { readJson } from '../draft/draft.ts';
import { CodeEditor } from './code-editor.tsx';
import { brokenPlace, jsonPlace } from './json-places.ts';
import { markPlugin } from './mark-plugin.ts';
import type { TokenLook, TokenMark } from './token-marks.ts';

export interface JsonViewProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

const LOOKS: Readonly<Record<string, TokenLook>> = {
  PropertyName: 'name',
  String: 'string',
  Number: 'number',
  True: 'keyword',
  False: 'keyword',
  Null: 'keyword',
};
const PARSE_MS = 200;

const LANGUAGE = [json(), markPlugin(jsonMarks)];

/** A definition as the JSON that is stored and sent. */
export function JsonView({ value, onChange }: JsonViewProps) {
  return (
    <CodeEditor
      label="Definition as JSON"
      value={value}
      onChange={onChange}
      language={LANGUAGE}
      diagnose={jsonDiagnostics}
    />
  );
}

function jsonDiagnostics(state: EditorState): readonly Diagnostic[] {
  const read = readJson(state.doc.toString());
  if (read.ok) return [];
  return read.problems.map(({ code, path, message }): Diagnostic => {
    const place = (code === 'bad-json' ? brokenPlace(state) : undefined) ?? jsonPlace(state, path);
    return { ...place, severity: 'error', message: path === '' ? message : `${path}: ${message}` };
  });
}

function jsonMarks(state: EditorState): readonly TokenMark[] {
  const marks: TokenMark[] = [];
  ensureSyntaxTree(state, state.doc.length, PARSE_MS)?.iterate({
    enter: ({ name, from, to }) => {
      const look = LOOKS[name];
      if (look !== undefined && from < to) marks.push({ from, to, look });
    },
  });
  return marks;
}
