/** A person who types is not asked after at every letter. */
const pause = 250;
/** Fewer letters name nothing. */
const shortest = 3;

interface Found {
  readonly addresses: readonly string[];
}

/**
 * Suggests addresses of the register under a field that is typed by hand: `<birtereze-addresses data-field="address" data-source="…"><a>…</a>`.
 * Whatever is chosen can still be changed; without it the link leads to a page where addresses are looked for.
 */
class AddressSuggestions extends HTMLElement {
  #waiting: ReturnType<typeof setTimeout> | undefined;
  #asked: AbortController | undefined;
  readonly #list = document.createElement('ul');

  connectedCallback(): void {
    const field = document.getElementById(this.dataset['field'] ?? '');
    if (!(field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement)) return;
    this.#list.className = 'bt-suggestions';
    this.#list.setAttribute('aria-live', 'polite');
    this.append(this.#list);
    field.addEventListener('input', () => {
      clearTimeout(this.#waiting);
      this.#waiting = setTimeout(() => void this.#suggest(field), pause);
    });
    this.addEventListener('keydown', ({ key }) => {
      if (key !== 'Escape') return;
      this.#list.replaceChildren();
      field.focus();
    });
  }

  async #suggest(field: HTMLTextAreaElement | HTMLInputElement): Promise<void> {
    const text = field.value.trim();
    this.#asked?.abort();
    const asked = new AbortController();
    this.#asked = asked;
    const found =
      text.length < shortest
        ? []
        : await addressesFor(`${this.dataset['source']}?${new URLSearchParams({ q: text })}`, asked.signal);
    // What was asked before is answered after: only the last question counts.
    if (asked.signal.aborted) return;
    this.#list.replaceChildren(...found.filter((line) => line !== text).map((line) => this.#item(field, line)));
  }

  #item(field: HTMLTextAreaElement | HTMLInputElement, line: string): HTMLLIElement {
    const [item, button] = [document.createElement('li'), document.createElement('button')];
    button.type = 'button';
    button.textContent = line;
    button.addEventListener('click', () => {
      // House and flat are still to be typed.
      field.value = `${line}, `;
      this.#list.replaceChildren();
      field.focus();
    });
    item.append(button);
    return item;
  }
}

/** Nothing where no answer came: the field works by itself. */
async function addressesFor(address: string, signal: AbortSignal): Promise<readonly string[]> {
  try {
    const response = await fetch(address, { signal, headers: { accept: 'application/json' } });
    return response.ok ? ((await response.json()) as Found).addresses : [];
  } catch {
    return [];
  }
}

customElements.define('birtereze-addresses', AddressSuggestions);
