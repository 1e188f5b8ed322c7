import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { testPostgres } from '#kit/testing';
import type { CastKey } from '#seed';
import { texts } from '#text';
import { openBrowser, openWindow } from '../journeys/browser.ts';
import { Visitor } from '../journeys/visitor.ts';
import { openWorld } from '../journeys/world.ts';
import type { World } from '../journeys/world.ts';
import { playScene } from './scene.ts';
import type { Scene } from './scene.ts';

const folder = resolve(import.meta.dirname, '../../docs/guides/pictures');
const size = { width: 1280, height: 740 };

/** A page of the workplace and who looks at it. */
interface Picture {
  readonly name: string;
  readonly who: CastKey;
  readonly path: string;
  /** The folded part that is opened and brought into view. */
  readonly part?: string;
}

const picturesOf = (scene: Scene): readonly Picture[] => [
  { name: 'officer-queue', who: 'gulnara', path: '/' },
  { name: 'officer-desk', who: 'gulnara', path: scene.taken },
  { name: 'officer-ask', who: 'gulnara', path: scene.taken, part: texts('kk').handling.ask.title },
  { name: 'officer-preview', who: 'gulnara', path: scene.preview },
  { name: 'officer-register', who: 'gulnara', path: '/registers/unemployed' },
  { name: 'officer-preschool', who: 'saule', path: '/registers/preschool/institutions' },
  { name: 'officer-batch', who: 'daniyar', path: '/batch' },
  { name: 'officer-panel', who: 'daniyar', path: '/panel' },
  { name: 'operator-begin', who: 'madina', path: '/counter' },
  { name: 'operator-papers', who: 'madina', path: `${scene.counterDraft}/files` },
  { name: 'operator-taken', who: 'madina', path: scene.counterWaiting },
  { name: 'operator-withdrawal', who: 'madina', path: `${scene.counterWaiting}/withdrawal` },
  { name: 'operator-receipt', who: 'madina', path: `${scene.counterWaiting}/receipt` },
  { name: 'operator-ready', who: 'madina', path: scene.counterReady },
];

class Photographer {
  readonly #world: World;
  readonly #browser: Browser;
  readonly #visitors = new Map<CastKey, Visitor>();

  constructor(world: World, browser: Browser) {
    this.#world = world;
    this.#browser = browser;
  }

  /** The window of an officer or operator, signed in. */
  async visitor(who: CastKey): Promise<Visitor> {
    const known = this.#visitors.get(who);
    if (known !== undefined) return known;
    const [world, locale, site] = [this.#world, 'kk', 'workplace'] as const;
    const page = await openWindow(this.#browser, world[site], locale, { viewport: size, colorScheme: 'light' });
    const visitor = new Visitor(page, { world, site, locale, person: await world.cast(who) });
    await visitor.signsInByPassword();
    this.#visitors.set(who, visitor);
    return visitor;
  }

  async take(page: Page, name: string): Promise<void> {
    await page.evaluate('document.fonts.ready');
    await page.waitForLoadState('load');
    await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
  }

  async opens(address: string): Promise<Page> {
    const page = await openWindow(this.#browser, this.#world.workplace, 'kk', { viewport: size, colorScheme: 'light' });
    await page.goto(address);
    return page;
  }
}

async function unfold(page: Page, part: string): Promise<void> {
  const summary = page.locator('summary', { hasText: part });
  await summary.click();
  // The pointer rests only on what no longer moves: the part has unfolded.
  await page.locator('details[open]').filter({ has: summary }).getByRole('button').last().hover();
  await summary.evaluate((element) => element.scrollIntoView({ block: 'start' }));
}

/** The hall: a visitor takes a number, the operator calls it, the display shows it. */
async function takeHall(photographer: Photographer): Promise<void> {
  const at = await photographer.visitor('madina');
  const words = at.words.reception;
  await at.goTo('/reception');
  const deviceAt = async (name: string): Promise<Page> => {
    const link = at.page.getByRole('link', { name, exact: true });
    return photographer.opens(new URL((await link.getAttribute('href')) ?? '', at.page.url()).href);
  };
  const terminal = await deviceAt(words.window.openTerminal);
  await photographer.take(terminal, 'operator-terminal');
  for (let visitors = 0; visitors < 3; visitors++) {
    await terminal.locator('main').getByRole('button').first().click();
    await terminal.getByRole('link', { name: words.terminal.again }).click();
  }
  await at.press(words.window.sit(1));
  await at.press(words.window.next);
  await at.page.locator('#act-served').waitFor();
  await photographer.take(at.page, 'operator-window');
  await photographer.take(await deviceAt(words.window.openDisplay), 'operator-display');
}

const postgres = await testPostgres();
try {
  await mkdir(folder, { recursive: true });
  await using world = await openWorld({ AGENT: 'no' });
  const browser = await openBrowser();
  const photographer = new Photographer(world, browser);
  await photographer.take(await photographer.opens(world.portal), 'portal');
  for (const { name, who, path, part } of picturesOf(await playScene(world))) {
    const at = await photographer.visitor(who);
    await at.goTo(path);
    if (part !== undefined) await unfold(at.page, part);
    await photographer.take(at.page, name);
  }
  await takeHall(photographer);
  await browser.close();
} finally {
  if (!postgres.adopted) await postgres.stop();
}
