import type { FocusAfter } from './builder-context.ts';

/** Gives the keyboard's focus to a row of a builder; to the button that adds conditions where there is no such row. */
export function focusRow(builder: HTMLElement, { path, on }: FocusAfter): void {
  const row = builder.querySelector<HTMLElement>(`[data-row="${path.join('.')}"]`);
  if (row === null) {
    builder.querySelector<HTMLElement>('[data-add=""]')?.focus();
    return;
  }
  const first =
    row.querySelector<HTMLElement>('button[data-pill]:not([data-quiet="true"])') ??
    row.querySelector<HTMLElement>('button[data-pill]');
  const empty = row.querySelector<HTMLElement>('button[data-pill][data-empty="true"]');
  if (on === 'empty-pill' && empty !== null) {
    // What has to be chosen is opened at once.
    empty.focus();
    empty.click();
    return;
  }
  const menu = row.querySelector<HTMLElement>(':scope > [data-place="menu"] button');
  const handle = row.querySelector<HTMLElement>(':scope > button:not(:disabled)');
  const target = on === 'handle' ? (handle ?? first) : on === 'menu' ? menu : first;
  (target ?? first)?.focus();
}
