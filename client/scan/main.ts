import '../page/file-choice.ts';
import type { ScanSession } from './session.ts';
import type { ScanSettings } from './settings.ts';

interface ScriptPolicy {
  createScriptURL(address: string): string;
}
type Factory = { createPolicy(name: string, rules: ScriptPolicy): ScriptPolicy };

/** The page lets addresses of scripts in only where they were vouched for (`require-trusted-types-for`). */
function vouched(address: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: Factory };
  const policy = trustedTypes?.createPolicy('birtereze-scan', { createScriptURL: (known) => known });
  return policy?.createScriptURL(address) ?? address;
}

/**
 * Verification on this device: with the camera, and without a network also from a picture or a text. The page works without it; it stays hidden
 * where there is no camera to ask for. The reader, the rules and their words are fetched when they are first needed.
 */
class DocumentScanner extends HTMLElement {
  #session: ScanSession | undefined;

  connectedCallback(): void {
    const settings = this.#settings();
    const start = this.querySelector('#scan-start');
    if (settings === undefined || start === null) return;
    if ('mediaDevices' in navigator) this.hidden = false;
    start.addEventListener('click', () => void this.#run(settings, (session) => session.scan()));
    void this.#keepForLater(settings);
    document.addEventListener('submit', (event) => this.#examineHere(event, settings));
  }

  disconnectedCallback(): void {
    this.#session?.stop();
  }

  #settings(): ScanSettings | undefined {
    const text = this.querySelector('#scan-settings')?.textContent;
    return text ? (JSON.parse(text) as ScanSettings) : undefined;
  }

  async #run(settings: ScanSettings, work: (session: ScanSession) => Promise<void>): Promise<void> {
    const view = this.querySelector<HTMLElement>('#scan-view');
    if (view === null) return;
    const { ScanSession: Session } = await import('./session.ts');
    this.#session?.stop();
    this.#session = new Session(view, settings);
    this.hidden = false;
    const start = this.querySelector<HTMLButtonElement>('#scan-start');
    if (start !== null) start.hidden = true;
    await work(this.#session).finally(() => {
      if (start !== null) start.hidden = false;
    });
  }

  /** The page's own forms, where the server cannot be reached. */
  #examineHere(event: Event, settings: ScanSettings): void {
    const form = event.target;
    if (navigator.onLine || !(form instanceof HTMLFormElement)) return;
    const fields = new FormData(form);
    const given = fields.get('text') ?? fields.get('file');
    if (given === null || given === '') return;
    event.preventDefault();
    void this.#run(settings, (session) => session.examine(given));
  }

  /** Keeps page, roots and lists for when there is no network. Where a browser refuses, the page works with a network only. */
  async #keepForLater(settings: ScanSettings): Promise<void> {
    if (!('serviceWorker' in navigator)) return;
    try {
      await navigator.serviceWorker.register(vouched(settings.worker), { scope: settings.scope });
      await navigator.serviceWorker.ready;
      if (navigator.serviceWorker.controller === null) return;
      await Promise.all([fetch(location.pathname), fetch(settings.trust), fetch(settings.reader)]);
      const { fetchParts } = await import('./session.ts');
      await fetchParts(settings);
    } catch {
      // Private windows and foreign certificates: the page is as good as before.
    }
  }
}

customElements.define('birtereze-scan', DocumentScanner);
