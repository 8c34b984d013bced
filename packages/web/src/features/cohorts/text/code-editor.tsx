import { closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching, indentOnInput, syntaxTree } from '@codemirror/language';
import { type Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint';
import { Annotation, Compartment, EditorState, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { styleNonce } from '../../../ui/style-nonce.ts';
import { editorTheme } from './editor-theme.ts';

export interface CodeEditorProps {
  /** What it is, for those who do not see it. */
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Of the language. Read once. */
  readonly language: Extension;
  /** What is wrong, at its characters; called again whenever it changes. */
  readonly diagnose: (state: EditorState) => readonly Diagnostic[];
}

/** How long the typing rests before mistakes are marked. */
const REST_MS = 150;

/** What came from outside is no typing. */
const fromOutside = Annotation.define<boolean>();

/** A text editor that shows what is wrong where it stands. Tab leaves it, as it leaves every field. */
export function CodeEditor({ label, value, onChange, language, diagnose }: CodeEditorProps) {
  const box = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const change = useRef(onChange);
  change.current = onChange;
  const scheme = useComputedColorScheme('light');
  const theme = useRef(new Compartment());
  const begun = useRef({ value, language, label, scheme });
  useEffect(() => {
    if (box.current === null) return;
    const first = begun.current;
    const made = new EditorView({
      parent: box.current,
      state: EditorState.create({
        doc: first.value,
        extensions: [
          EditorView.cspNonce.of(styleNonce()),
          EditorView.contentAttributes.of({ 'aria-label': first.label, spellcheck: 'false', tabindex: '0' }),
          EditorView.lineWrapping,
          theme.current.of(editorTheme(first.scheme === 'dark')),
          lineNumbers(),
          lintGutter(),
          history(),
          drawSelection(),
          indentOnInput(),
          bracketMatching(),
          closeBrackets(),
          highlightActiveLine(),
          first.language,
          keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
          EditorView.updateListener.of((update) => {
            if (!update.docChanged) return;
            if (update.transactions.some((each) => each.annotation(fromOutside))) return;
            change.current(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = made;
    return () => {
      made.destroy();
      view.current = undefined;
    };
  }, []);
  useEffect(() => {
    view.current?.dispatch({ effects: theme.current.reconfigure(editorTheme(scheme === 'dark')) });
  }, [scheme]);
  useEffect(() => {
    const { current } = view;
    if (current === undefined || current.state.doc.toString() === value) return;
    current.dispatch({
      changes: { from: 0, to: current.state.doc.length, insert: value },
      annotations: fromOutside.of(true),
    });
  }, [value]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another value has other mistakes
  useEffect(() => {
    const timer = setTimeout(() => {
      const { current } = view;
      if (current === undefined) return;
      // Whoever looks for places in JSON needs its tree.
      syntaxTree(current.state);
      current.dispatch(setDiagnostics(current.state, diagnose(current.state)));
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [value, diagnose]);
  return <div ref={box} />;
}
