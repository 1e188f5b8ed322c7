import type { Page } from 'playwright-core';

/** What tells pages of one kind from each other. */
const particular = /[\da-f]{8}-[\da-f-]{27}|\d+/g;

/** Pages of one kind look alike: which request, which queue and which page of a list it is does not matter. */
function kindOf(address: string): string {
  const { pathname, searchParams } = new URL(address);
  return `${pathname.replaceAll(particular, '#')}?${[...searchParams.keys()].toSorted().join('&')}`;
}

/** Where the sections and the content of a page lead to on this site, but for files and other languages. */
async function linksOf(page: Page): Promise<string[]> {
  const links = page.locator('.bt-sections a[href], main a[href]');
  const addresses = await links.evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
  const { origin } = new URL(page.url());
  return addresses.map((address) => address.replace(/#.*$/, '')).filter((address) => address.startsWith(`${origin}/`));
}

async function isPage(page: Page, address: string): Promise<boolean> {
  const type = await page.evaluate(async (url) => {
    const answer = await fetch(url, { headers: { accept: 'text/html' } });
    await answer.body?.cancel();
    return answer.headers.get('content-type');
  }, address);
  return type?.startsWith('text/html') === true;
}

/** From the page that is open on, one page of every kind that links lead to. The window stands at each while it is given out. */
export async function* linkedPages(page: Page): AsyncGenerator<string> {
  const seen = new Set<string>();
  const ahead = [page.url()];
  for (let address = ahead.shift(); address !== undefined; address = ahead.shift()) {
    const kind = kindOf(address);
    if (seen.has(kind) || !(await isPage(page, address))) continue;
    seen.add(kind);
    await page.goto(address);
    ahead.push(...(await linksOf(page)));
    yield kind;
  }
}
