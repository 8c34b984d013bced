import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

/** The app's look for CodeMirror, in either scheme: its colours are the app's own variables. */
export function editorTheme(isDark: boolean): Extension {
  return EditorView.theme(
    {
      '&': {
        fontSize: '13px',
        border: '1px solid var(--cusp-border)',
        borderRadius: '8px',
        backgroundColor: 'var(--cusp-ground)',
        color: 'inherit',
      },
      '&.cm-focused': { outline: '2px solid var(--mantine-primary-color-filled)', outlineOffset: '-1px' },
      '.cm-scroller': {
        fontFamily: 'var(--mantine-font-family-monospace)',
        lineHeight: '1.6',
        minHeight: '220px',
        maxHeight: '60vh',
      },
      '.cm-content': { padding: '8px 0', caretColor: 'currentcolor' },
      '.cm-cursor': { borderLeftColor: 'currentcolor' },
      '.cm-gutters': {
        backgroundColor: 'transparent',
        color: 'var(--mantine-color-dimmed)',
        border: 'none',
      },
      '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--cusp-ground-quiet)' },
      '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
        backgroundColor: 'var(--cusp-accent-quiet)',
      },
      '.cm-tooltip': {
        border: '1px solid var(--cusp-border)',
        borderRadius: '8px',
        backgroundColor: 'var(--cusp-ground)',
        color: 'inherit',
        overflow: 'hidden',
      },
      '.cm-tooltip.cm-tooltip-autocomplete > ul': {
        fontFamily: 'var(--mantine-font-family-monospace)',
        maxHeight: '18em',
      },
      '.cm-tooltip-autocomplete ul li[aria-selected]': {
        backgroundColor: 'var(--cusp-accent-quiet)',
        color: 'var(--cusp-accent-text)',
      },
      '.cm-completionDetail': {
        color: 'var(--mantine-color-dimmed)',
        fontStyle: 'normal',
        marginLeft: '12px',
      },
      '.cm-diagnostic': { padding: '6px 10px', maxWidth: '48ch' },
      '.cm-keyword': { color: 'var(--cusp-accent-text)' },
      '.cm-name': { fontWeight: '600' },
      '.cm-string': { color: 'var(--cusp-entered)' },
      '.cm-number': { color: 'var(--cusp-stale)' },
      '.cm-comment': { color: 'var(--cusp-unknown)', fontStyle: 'italic' },
    },
    { dark: isDark },
  );
}
