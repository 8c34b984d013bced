import type { Page } from 'playwright-core';

const MOST_STOPS = 150;

/** What has the keyboard's focus, by its name as it is told to those who do not see it; '' when nothing has. */
export function focusedName(page: Page): Promise<string> {
  return page.evaluate(() => {
    const held = document.activeElement;
    if (held === null || held === document.body) return '';
    const label =
      held instanceof HTMLInputElement || held instanceof HTMLTextAreaElement ? held.labels?.[0] : undefined;
    const named = held.getAttribute('aria-label') ?? label?.textContent ?? held.textContent ?? '';
    return named.replaceAll(/\s+/g, ' ').trim();
  });
}

/** Presses Tab, or Shift+Tab, until what is named so has the focus. Throws, with all it met, when the round ends without it. */
export async function tabTo(
  page: Page,
  name: string | RegExp,
  direction: 'forward' | 'back' = 'forward',
): Promise<void> {
  const met: string[] = [];
  const fits = (found: string): boolean => (typeof name === 'string' ? found === name : name.test(found));
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    await page.keyboard.press(direction === 'forward' ? 'Tab' : 'Shift+Tab');
    const found = await focusedName(page);
    if (fits(found)) return;
    met.push(found);
  }
  throw new Error(`Tab never comes to ${name}; it came to ${met.join(' | ')}`);
}

/** Waits until what is named so has the focus: an edit gives it on, as soon as the page has drawn it. */
export async function focusOn(page: Page, name: string | RegExp): Promise<void> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const found = await focusedName(page);
    if (typeof name === 'string' ? found === name : name.test(found)) return;
    if (Date.now() > deadline) throw new Error(`${name} never has the focus: “${found}” has it`);
    await page.waitForTimeout(20);
  }
}
