import type { Page } from 'playwright-core';

/** Chooses an option of a list that is opened by clicking its field. */
export async function pick(page: Page, field: string, option: string): Promise<void> {
  await page
    .getByRole('textbox', { name: field, exact: true })
    .or(page.getByRole('combobox', { name: field, exact: true }))
    .first()
    .click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

/** Chooses a name by typing its beginning into a field that searches. */
export async function chooseName(page: Page, field: string, name: string): Promise<void> {
  const input = page.getByRole('textbox', { name: field, exact: true }).first();
  await input.click();
  await input.fill(name);
  await page
    .getByRole('option', { name: new RegExp(`^${name}`) })
    .first()
    .click();
}
