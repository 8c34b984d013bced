import type { Page } from 'playwright-core';

const THIN_SPACE = '\u2009';

/** The cells of a table as they stand on the page, row by row, without its headings. Waits until it is there and nothing loads any more. */
export async function cellsOf(page: Page, table: string): Promise<readonly (readonly string[])[]> {
  const shown = page.getByRole('table', { name: table, exact: true });
  await shown.waitFor();
  await page.waitForFunction(() => document.querySelector('#main [aria-busy="true"]') === null);
  return shown.evaluate((element) =>
    [...element.querySelectorAll('tbody tr')].map((row) =>
      [...row.querySelectorAll('td, th')].map((cell) => cell.textContent.trim()),
    ),
  );
}

/** The number that a cell holds; null for the dash of no data. Throws when it holds anything else. */
export function numberIn(cell: string | undefined): number | null {
  if (cell === '–') return null;
  const number = Number(cell?.replaceAll(THIN_SPACE, ''));
  if (cell === undefined || cell === '' || Number.isNaN(number)) throw new Error(`no number in “${cell}”`);
  return number;
}

/** The shares in a text, each as its digits before the per cent sign; how sure an interval is, is none. */
export function sharesIn(text: string | undefined): readonly string[] {
  return [...(text ?? '').matchAll(/(-?\d+(?:\.\d+)?)%(?! (?:CI|interval))/g)].map(
    ([, digits]) => digits ?? '',
  );
}

/** What "n =" says in a text; null where it says nothing. */
export function sizeIn(text: string | undefined): number | null {
  const digits = /n = ([\d\u2009]+)/.exec(text ?? '')?.[1];
  return digits === undefined ? null : numberIn(digits);
}

/** A share of 1 in the digits that pages show. */
export function digitsOf(share: number | null, decimals = 1): string {
  if (share === null) throw new Error('there is no share to show');
  return (share * 100).toFixed(decimals);
}
