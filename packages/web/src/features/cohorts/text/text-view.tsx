import type { EditorState } from '@codemirror/state';
import type { Problem } from '@cusp/engine/util/result.ts';
import { useMemo } from 'react';
import { CodeEditor } from './code-editor.tsx';
import { cohortCompletions } from './completions.ts';
import { markPlugin } from './mark-plugin.ts';
import { textDiagnostics } from './text-diagnostics.ts';
import { tokenMarks } from './token-marks.ts';

export interface TextViewProps {
  readonly project: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly warnings: readonly Problem[];
}

/** A definition in the cohort language's words. */
export function TextView({ project, value, onChange, warnings }: TextViewProps) {
  const language = useMemo(
    () => [markPlugin((state) => tokenMarks(state.doc.toString())), cohortCompletions(project)],
    [project],
  );
  const diagnose = useMemo(
    () => (state: EditorState) => textDiagnostics(state.doc.toString(), warnings),
    [warnings],
  );
  return (
    <CodeEditor
      label="Definition as text"
      value={value}
      onChange={onChange}
      language={language}
      diagnose={diagnose}
    />
  );
}
