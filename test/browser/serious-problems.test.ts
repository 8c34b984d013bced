import { expect, it } from 'vitest';
import { openChromium, openPage } from './chromium.ts';
import { seriousProblems } from './serious-problems.ts';

it('finds what axe calls serious, and nothing on a page that is in order', async () => {
  const browser = await openChromium();
  try {
    const { page } = await openPage(browser);
    const withBody = (body: string) =>
      page.setContent(`<!doctype html><html lang="en"><title>A page</title><body>${body}</body></html>`);
    await withBody('<h1>Members</h1><button type="button">Save</button>');
    expect(await seriousProblems(page)).toEqual([]);
    await withBody('<h1 style="color: #bbb; background: #fff">Members</h1><button type="button"></button>');
    expect((await seriousProblems(page)).map((line) => line.split(':')[0])).toEqual([
      'button-name',
      'color-contrast',
    ]);
  } finally {
    await browser.close();
  }
});
