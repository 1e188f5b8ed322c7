import { parsePage, update } from '../page/markup.ts';

/** A person who types is not asked after at every letter. */
const pause = 120;

/**
 * Shows what is found as one types (SRV-2): `<birtereze-search data-suggest="…"><form>…</form><div data-found>…</div></birtereze-search>`.
 * Without it the form leads to the same answer by its address.
 */
class LiveSearch extends HTMLElement {
  #waiting: ReturnType<typeof setTimeout> | undefined;
  #asked: AbortController | undefined;

  connectedCallback(): void {
    this.querySelector('[data-found]')?.setAttribute('aria-live', 'polite');
    this.querySelector('input')?.addEventListener('input', (event) => {
      clearTimeout(this.#waiting);
      // Half of a composed letter is not yet what is meant.
      if (event instanceof InputEvent && event.isComposing) return;
      this.#waiting = setTimeout(() => void this.#show(), pause);
    });
  }

  async #show(): Promise<void> {
    const [input, found, address] = [this.querySelector('input'), this.querySelector('[data-found]'), this.dataset['suggest']];
    if (!input || !found || address === undefined) return;
    const query = new URLSearchParams({ [input.name]: input.value }).toString();
    this.#asked?.abort();
    const asked = new AbortController();
    this.#asked = asked;
    const markup = await answerOf(`${address}?${query}`, asked.signal);
    // What was asked before is answered after: only the last question counts.
    if (markup === undefined || asked.signal.aborted) return;
    update(found, parsePage(markup).body);
    history.replaceState(history.state, '', `?${query}`);
  }
}

/** @returns undefined where no answer came: what is shown stays, and the button still works */
async function answerOf(address: string, signal: AbortSignal): Promise<string | undefined> {
  try {
    const response = await fetch(address, { signal, headers: { accept: 'text/html' } });
    return response.ok ? await response.text() : undefined;
  } catch {
    return undefined;
  }
}

customElements.define('birtereze-search', LiveSearch);
