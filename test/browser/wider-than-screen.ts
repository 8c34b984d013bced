import type { Page } from 'playwright-core';

/** Parts below `root` that make the page wider than the screen; what scrolls by itself may hold anything. */
export function widerThanScreen(page: Page, root = '#main'): Promise<string[]> {
  return page.evaluate((selector) => {
    if (document.documentElement.scrollWidth <= innerWidth) return [];
    const wide = [...document.querySelectorAll(`${selector} *`)].filter(
      (element) =>
        element.getBoundingClientRect().right > innerWidth + 1 &&
        element.closest('[style*="overflow"]') === null,
    );
    return [
      `the page is ${document.documentElement.scrollWidth} wide`,
      ...wide
        .slice(0, 5)
        .map(
          (element) => `${element.outerHTML.slice(0, 140)} ends at ${element.getBoundingClientRect().right}`,
        ),
    ];
  }, root);
}
