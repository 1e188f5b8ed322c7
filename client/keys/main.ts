import { keyOf } from './layout.ts';

/** Where a person has turned the keys off (WCAG 2.1.4). */
const offSetting = 'birtereze-keys-off';

/** What a key leads to, in the order of trying; the first that the page has. */
const targets: Readonly<Record<string, readonly string[]>> = {
  d: ['#decision'],
  r: ['main h1'],
  q: ['.bt-back'],
  '/': ['main input[type="search"]'],
};

/** Keys of the workplace: `<birtereze-keys>` holds the button and the dialog that tell them; elements name their own by `data-key`. */
class Keys extends HTMLElement {
  readonly #pressed = (event: KeyboardEvent): void => this.#press(event);

  connectedCallback(): void {
    document.addEventListener('keydown', this.#pressed);
    const button = this.querySelector<HTMLButtonElement>('button[data-open]');
    if (button) button.hidden = false;
    button?.addEventListener('click', () => this.#dialog()?.showModal());
    const box = this.querySelector<HTMLInputElement>('input[type="checkbox"]');
    if (!box) return;
    box.checked = !isOff();
    box.addEventListener('change', () =>
      box.checked ? localStorage.removeItem(offSetting) : localStorage.setItem(offSetting, 'yes'),
    );
  }

  disconnectedCallback(): void {
    document.removeEventListener('keydown', this.#pressed);
  }

  #dialog(): HTMLDialogElement | null {
    return this.querySelector('dialog');
  }

  #press(event: KeyboardEvent): void {
    const key = keyOf(event);
    if (key === undefined || isWriting(event.target) || document.querySelector('dialog[open]') !== null) return;
    // The help stays within reach when the other keys are off: it is where they are turned on.
    if (key !== '?' && isOff()) return;
    if (this.#act(key)) event.preventDefault();
  }

  #act(key: string): boolean {
    if (key === '?') {
      this.#dialog()?.showModal();
      return true;
    }
    const named = placeOf(key);
    if (named) return use(named);
    if (key === 'o') return openChosen();
    return (key === 'j' || key === 'k') && moveInList(key === 'j' ? 1 : -1);
  }
}

/** What a key leads to in this page: what is named by it, else a queue by its place, else the page's own part. */
function placeOf(key: string): HTMLElement | undefined {
  const digit = /^[1-9]$/.test(key) ? [`main .bt-tabs li:nth-child(${key}) a`] : [];
  const selectors = [`[data-key="${CSS.escape(key)}"]`, ...digit, ...(targets[key] ?? [])];
  return selectors.map((selector) => document.querySelector<HTMLElement>(selector)).find((found) => found !== null) ?? undefined;
}

function isOff(): boolean {
  return localStorage.getItem(offSetting) !== null;
}

function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const chosen = target instanceof HTMLInputElement && ['checkbox', 'radio', 'file', 'submit', 'button'].includes(target.type);
  return target.matches('input, textarea, select, [contenteditable]') && !chosen;
}

/** Opens what is closed and goes into it, follows a link, presses a button; to anything else the focus goes. */
function use(named: HTMLElement): boolean {
  const details = named.closest('summary')?.closest('details');
  if (details) return enter(details);
  const control = named.matches('a, button') ? named : named.querySelector<HTMLElement>('a, button');
  if (control) {
    control.click();
    return true;
  }
  if (!named.hasAttribute('tabindex') && !named.matches('input')) named.tabIndex = -1;
  named.focus();
  return true;
}

/** What is closed takes no focus before it has opened. */
function enter(details: HTMLDetailsElement): boolean {
  const focus = (): void => details.querySelector<HTMLElement>('textarea, input, button')?.focus();
  if (details.open) focus();
  else {
    details.addEventListener('toggle', () => requestAnimationFrame(focus), { once: true });
    details.open = true;
  }
  return true;
}

/** The links of a list of requests, one a row. */
function rows(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('main tbody th a')];
}

/** Moves the focus through the list, from where it stands, or to its beginning. */
function moveInList(by: 1 | -1): boolean {
  const links = rows();
  const at = links.findIndex((link) => link === document.activeElement);
  const next = at < 0 ? links[0] : links[at + by];
  next?.focus();
  return links.length > 0;
}

function openChosen(): boolean {
  const chosen = rows().find((link) => link === document.activeElement);
  chosen?.click();
  return chosen !== undefined;
}

customElements.define('birtereze-keys', Keys);
