import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Locale } from '#text';

/** A browser as people have it; Debian's. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
}

export interface WindowOptions extends BrowserContextOptions {
  /** The page's own faults are collected here: a story must not leave one in the console. */
  readonly complaints?: string[];
}

/** A new person's browser: no cookies, nothing remembered but the language that they choose at this site. */
export async function openWindow(browser: Browser, site: string, locale: Locale, options: WindowOptions = {}): Promise<Page> {
  const { complaints = [], ...given } = options;
  const context = await browser.newContext({ acceptDownloads: true, ...given });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${page.url()}: ${message.text()}`);
  });
  await context.addCookies([{ name: 'lang', value: locale, url: site }]);
  return page;
}
