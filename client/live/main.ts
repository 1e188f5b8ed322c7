import { parsePage, update } from '../page/markup.ts';

/**
 * Keeps the marked part of a page up to date: `<birtereze-live data-events="…"><div data-live>…</div></birtereze-live>`. A server-sent event says
 * that something changed; the page is then fetched anew and its part shown. Without it the page has its refresh button.
 */
class LivePart extends HTMLElement {
  #events: EventSource | undefined;
  #stale = false;
  #fetching = false;

  readonly #onVisible = (): void => {
    if (document.visibilityState === 'visible' && this.#stale) void this.#refresh();
  };

  connectedCallback(): void {
    const address = this.dataset['events'];
    if (address === undefined) return;
    this.querySelector('[data-live]')?.setAttribute('aria-live', 'polite');
    this.#events = new EventSource(address);
    this.#events.addEventListener('message', () => this.#changed());
    // What changed since the page was made, or while the connection was lost, nobody told.
    this.#events.addEventListener('open', () => this.#changed());
    document.addEventListener('visibilitychange', this.#onVisible);
  }

  disconnectedCallback(): void {
    this.#events?.close();
    document.removeEventListener('visibilitychange', this.#onVisible);
  }

  #changed(): void {
    this.#stale = true;
    if (document.visibilityState === 'visible') void this.#refresh();
  }

  /** One fetch at a time; what changes meanwhile is fetched after it. */
  async #refresh(): Promise<void> {
    if (this.#fetching) return;
    this.#fetching = true;
    while (this.#stale) {
      this.#stale = false;
      await this.#show();
    }
    this.#fetching = false;
  }

  async #show(): Promise<void> {
    const response = await fetch(location.href, { headers: { accept: 'text/html' } }).catch(() => undefined);
    // A page that cannot be fetched stays as it is; the next event or the refresh button tries again.
    if (response?.ok !== true || response.redirected) return;
    const page = parsePage(await response.text());
    const index = [...document.querySelectorAll('birtereze-live')].indexOf(this);
    const [shown, next] = [
      this.querySelector('[data-live]'),
      page.querySelectorAll('birtereze-live')[index]?.querySelector('[data-live]'),
    ];
    if (shown && next) update(shown, next);
  }
}

customElements.define('birtereze-live', LivePart);
