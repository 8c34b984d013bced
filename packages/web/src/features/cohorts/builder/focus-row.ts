import type { Path } from '../tree/path.ts';
import type { FocusAfter } from './builder-context.ts';

/** Gives the keyboard's focus to a row of a builder, or to the one around where it would be; to the button that adds conditions where there is none. */
export function focusRow(builder: HTMLElement, { path, on }: FocusAfter): void {
  const row = rowAt(builder, path);
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

/** The path of the row that an element stands in; the whole definition's where it stands in none. */
export function rowPathOf(element: Element): Path {
  const own = element.closest('[data-row]')?.getAttribute('data-row') ?? '';
  return own === '' ? [] : own.split('.').map(Number);
}

function rowAt(builder: HTMLElement, path: Path): HTMLElement | null {
  for (let length = path.length; length >= 0; length--) {
    const own = path.slice(0, length).join('.');
    const row = builder.querySelector<HTMLElement>(`[data-row="${own}"]`);
    if (row !== null) return row;
  }
  return null;
}
