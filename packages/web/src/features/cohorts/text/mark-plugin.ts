import type { EditorState, Extension } from '@codemirror/state';
import { Decoration, type DecorationSet, type EditorView, ViewPlugin } from '@codemirror/view';
import type { TokenLook, TokenMark } from './token-marks.ts';

const LOOKS: Readonly<Record<TokenLook, Decoration>> = {
  keyword: Decoration.mark({ class: 'cm-keyword' }),
  name: Decoration.mark({ class: 'cm-name' }),
  string: Decoration.mark({ class: 'cm-string' }),
  number: Decoration.mark({ class: 'cm-number' }),
  comment: Decoration.mark({ class: 'cm-comment' }),
};

/** Colours the runs of characters that `marks` finds; they stand in the order of the text. */
export function markPlugin(marks: (state: EditorState) => readonly TokenMark[]): Extension {
  const decorated = (view: EditorView): DecorationSet =>
    Decoration.set(marks(view.state).map(({ from, to, look }) => LOOKS[look].range(from, to)));
  return ViewPlugin.define<{ decorations: DecorationSet; update: (update: Changed) => void }>(
    (view) => ({
      decorations: decorated(view),
      update({ docChanged, view: of }) {
        if (docChanged) this.decorations = decorated(of);
      },
    }),
    { decorations: (plugin) => plugin.decorations },
  );
}

interface Changed {
  readonly docChanged: boolean;
  readonly view: EditorView;
}
