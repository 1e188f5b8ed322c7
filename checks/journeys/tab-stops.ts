import type { JSHandle, Page } from 'playwright-core';

/** A place where Tab stops: one element, or all circles of a question, among which the arrows choose. */
type Stop = readonly HTMLElement[];

/** Everything that a person can act upon in the page as it is shown now, in the order in which it is written. */
async function findStops(body: HTMLElement): Promise<Stop[]> {
  // What was folded open is shown with the next frame.
  await new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(shown)));
  await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
  const actable = 'a[href], button, input:not([type="hidden"]), select, textarea, summary, iframe, [tabindex], [contenteditable]';
  const shown = [...body.querySelectorAll<HTMLElement>(actable)].filter(
    (element) => element.checkVisibility({ visibilityProperty: true }) && element.tabIndex >= 0 && !element.matches(':disabled'),
  );
  const circles = Map.groupBy(shown, (element) =>
    element.matches('input[type="radio"]') ? element.getAttribute('name') : element,
  );
  return [...circles.values()];
}

interface Place {
  /** Which stop has the focus; -1: none of them. */
  readonly at: number;
  /** What is wrong with how it looks there; empty where nothing is. */
  readonly fault: string;
}

/** Where the focus is, and whether it is seen: ringed, within the window, under nothing else (WCAG 2.4.7, 2.4.11). */
function lookAtFocus(stops: readonly Stop[]): Place {
  const focused = document.activeElement;
  const at = stops.findIndex((stop) => stop.some((element) => element === focused));
  if (!(focused instanceof HTMLElement) || focused === document.body) return { at, fault: '' };
  if (at < 0) return { at, fault: `is where Tab stops for nothing: ${focused.outerHTML.slice(0, 120)}` };
  // What is within an embedded document is drawn by the program that shows it.
  if (focused.matches('iframe')) return { at, fault: '' };
  const ringed = (style: CSSStyleDeclaration): boolean =>
    style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2;
  // A small square, a circle and a file field are drawn by what stands beside them; a card by its link's shadow element.
  const { parentElement: around } = focused;
  const drawnBy = around === null ? [focused] : [focused, around, ...around.children];
  if (!drawnBy.some((one) => ringed(getComputedStyle(one)) || ringed(getComputedStyle(one, '::after'))))
    return { at, fault: 'has no ring' };
  const [box] = focused.getClientRects();
  if (box === undefined) return { at, fault: 'has no place' };
  // The middle of what of it is within the window: a browser scrolls to the first line of a long field.
  const [x, y] = [
    (Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2,
    (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2,
  ];
  const top = document.elementFromPoint(x, y);
  const isOwn = top !== null && (focused.contains(top) || top.contains(focused) || around?.contains(top));
  return { at, fault: isOwn === true ? '' : `lies under ${top?.outerHTML.slice(0, 80) ?? 'nothing'}` };
}

/** Lets the next Tab come to the first stop, as in a page that has just been opened. */
function standAtBeginning(body: HTMLElement): void {
  body.tabIndex = -1;
  body.focus();
  body.removeAttribute('tabindex');
}

/** Pairs of neighbours in one column where the later stands above the earlier: the focus would jump up. */
function jumpsUp(stops: readonly Stop[]): string[] {
  const boxOf = (stop: Stop | undefined): DOMRect | undefined => stop?.[0]?.getBoundingClientRect();
  return stops.flatMap((stop, index) => {
    const [before, after] = [boxOf(stops[index - 1]), boxOf(stop)];
    if (before === undefined || after === undefined || index < 2) return [];
    const isSameColumn = after.left < before.right && before.left < after.right;
    return isSameColumn && after.bottom <= before.top ? [stop[0]?.outerHTML.slice(0, 120) ?? ''] : [];
  });
}

/** An embedded document is shown by a program of its own, which gives the focus back some frames later. */
async function letGo(): Promise<void> {
  for (let frames = 0; frames < 10 && document.activeElement?.matches('iframe') === true; frames++)
    await new Promise((shown) => requestAnimationFrame(shown));
}

/** An embedded document has stops of its own before Tab leaves it: the browser's viewer of a PDF a dozen. */
const mostWithin = 40;

/**
 * Presses a key until as many stops were come to as the page has, from where the focus is.
 *
 * @returns the faults, and the stops in the order in which they were come to
 */
async function walk(page: Page, stops: JSHandle<Stop[]>, key: 'Tab' | 'Shift+Tab') {
  const count = await stops.evaluate((all) => all.length);
  const faults: string[] = [];
  const order: number[] = [];
  for (let pressed = 0; pressed < count + mostWithin && order.length < count; pressed++) {
    await page.keyboard.press(key);
    await page.evaluate(letGo);
    const { at, fault } = await stops.evaluate(lookAtFocus);
    if (fault !== '') faults.push(`${await nameOf(stops, at)} ${fault}`);
    // Between the last stop and the first the browser has its own.
    if (at >= 0 && at !== order.at(-1)) order.push(at);
  }
  return { faults, order };
}

function nameOf(stops: JSHandle<Stop[]>, at: number): Promise<string> {
  return stops.evaluate((all, index) => all[index]?.[0]?.outerHTML.slice(0, 120) ?? 'nothing', at);
}

/** Folds every part open by the keyboard alone. @returns those that stayed shut */
async function unfold(page: Page): Promise<string[]> {
  const faults: string[] = [];
  const shut = page.locator('details:not([open]) > summary');
  for (let left = await shut.count(); left > 0; left--) {
    const summary = shut.first();
    await summary.focus();
    await page.keyboard.press('Enter');
    if ((await shut.count()) >= left) return [...faults, `${await summary.innerText()} does not unfold`];
  }
  return faults;
}

/** Ticks each box and takes the tick back. @returns those that Space does not change */
async function tick(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (const box of await page.locator('main input[type="checkbox"]:visible').all()) {
    const before = await box.isChecked();
    await box.focus();
    await page.keyboard.press('Space');
    if ((await box.isChecked()) === before) faults.push(`${(await box.getAttribute('id')) ?? 'a box'} is not ticked by Space`);
    await page.keyboard.press('Space');
  }
  return faults;
}

/** The first stop leads past the header. @returns what is wrong with it */
async function skip(page: Page): Promise<string[]> {
  await page.locator('body').evaluate(standAtBeginning);
  await page.keyboard.press('Tab');
  if ((await page.locator('.ds-skip-link:focus').count()) === 0) return ['The first stop is not the link past the header'];
  await page.keyboard.press('Enter');
  return (await page.locator('main:focus').count()) === 1 ? [] : ['The link past the header does not lead to the content'];
}

/**
 * Walks a page that has just been opened with Tab and Shift+Tab, everything folded open, and looks at every stop.
 *
 * @returns what somebody without a mouse could not do or see there
 */
export async function keyboardFaults(page: Page): Promise<string[]> {
  for (let tries = 0; tries < 5; tries++) {
    const { faults, replaced } = await tryOnce(page);
    if (!replaced) return faults;
  }
  throw new Error('A part of this page is replaced all the time');
}

/** `replaced`: a part of the page was put anew meanwhile (what it shows has changed), so that what was found is of a page that is gone. */
async function tryOnce(page: Page): Promise<{ faults: string[]; replaced: boolean }> {
  const hasHeader = (await page.getByRole('banner').count()) > 0;
  const beginning = [...(hasHeader ? await skip(page) : []), ...(await unfold(page)), ...(await tick(page))];
  await page.locator('body').evaluate(standAtBeginning);
  const stops = await page.locator('body').evaluateHandle(findStops);
  const expected = await stops.evaluate((all) => all.map((_, at) => at));
  const there = await walk(page, stops, 'Tab');
  const back = await walk(page, stops, 'Shift+Tab');
  const missed = expected.filter((at) => !there.order.includes(at));
  const names = await Promise.all(missed.map((at) => nameOf(stops, at)));
  const faults = [
    ...beginning,
    ...there.faults,
    ...back.faults,
    ...names.map((name) => `Tab does not come to ${name}`),
    ...(await stops.evaluate(jumpsUp)).map((name) => `The focus jumps up to ${name}`),
  ];
  for (const [order, wanted] of [
    [there.order, expected],
    // The last stop has the focus already: it is come to at the very end.
    [back.order, [...expected.slice(0, -1).toReversed(), ...expected.slice(-1)]],
  ] as const)
    if (order.join() !== wanted.join()) faults.push(`The order of the stops is ${order.join()} instead of ${wanted.join()}`);
  const replaced = await stops.evaluate((all) => all.flat().some((element) => !element.isConnected));
  return { faults, replaced };
}
