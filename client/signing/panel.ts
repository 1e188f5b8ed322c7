import { base64Of } from '#pki/der/pem';
import type { SigningConfig } from '#ui';
import { contentsOf } from './content.ts';
import type { PageKey } from './key-file.ts';
import { signWithAgent } from './ncalayer.ts';
import type { SignatureWish } from './ncalayer.ts';
import { SigningFault } from './outcome.ts';
import type { FaultKind } from './outcome.ts';
import { localAccess } from './permission.ts';

/** Milliseconds until a program on this computer has greeted; where the browser asks first, the person needs time to read. */
const connecting = { prompt: 120_000, otherwise: 10_000 };
/** Milliseconds for choosing a key and entering its password in the program's window. */
const choosing = 15 * 60_000;

/** What the panel shows, one at a time. `nothing`: only the status. */
type Part = 'ways' | 'busy' | 'file' | 'certificate' | 'nothing';
const parts = ['ways', 'busy', 'file', 'certificate'] as const;
/** A pressed button leads there and is gone: the focus goes along. */
const led: readonly Part[] = ['busy', 'file'];

/** Loaded when the person chooses to sign in the page: most never do. */
const keyFiles = () => import('./key-file.ts');

/**
 * The signing panel of a page (`signingPanel` of `#ui`): has the content signed by NCALayer or in the page, puts the signature into the form
 * and sends it once. Every way that it can end otherwise has its own message (EDS-1), and the person can begin again.
 */
export class SigningPanel extends HTMLElement {
  #config: SigningConfig | undefined;
  /** Ends what is under way. */
  #attempt = new AbortController();
  #key: PageKey | undefined;

  connectedCallback(): void {
    const config = this.querySelector('script[type="application/json"]')?.textContent;
    if (config === null || config === undefined || this.#config !== undefined) return;
    // Our own server wrote it, from this very type.
    this.#config = JSON.parse(config) as SigningConfig;
    const acts: Record<string, () => void> = {
      agent: () => void this.#run(async (signal) => await this.#signWithAgent(signal)),
      file: () => this.#show('file'),
      back: () => this.#goBack(),
      other: () => this.#show('file'),
      cancel: () => this.#attempt.abort(),
      sign: () => void this.#run(async (signal) => await this.#signInPage(signal)),
    };
    for (const holder of this.querySelectorAll<HTMLElement>('[data-act]')) {
      holder.firstElementChild?.addEventListener('click', () => acts[holder.dataset['act'] ?? '']?.());
    }
    this.#part('file')?.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#run(async () => await this.#openFile());
    });
    // A page that the browser kept comes back as it was when it was left: sent.
    window.addEventListener('pageshow', (event) => event.persisted && this.#begin());
    this.#begin();
  }

  disconnectedCallback(): void {
    this.#attempt.abort();
  }

  #begin(): void {
    this.#say('');
    this.#show('ways');
    void this.#explainPermission();
  }

  /** The browser's question is explained before it is asked. */
  async #explainPermission(): Promise<void> {
    const access = await localAccess();
    const note = this.#part('permission');
    if (note !== null) note.hidden = access !== 'prompt';
  }

  #part(name: string): HTMLElement | null {
    return this.querySelector<HTMLElement>(`[data-part="${name}"]`);
  }

  #show(shown: Part): void {
    for (const name of parts) {
      const part = this.#part(name);
      if (part !== null) part.hidden = name !== shown;
    }
    if (led.includes(shown)) this.#part(shown)?.querySelector<HTMLElement>('input, a, button')?.focus();
    if (shown === 'file' || shown === 'ways') this.#key = undefined;
  }

  /** The button that was pressed is gone: the focus goes to the one that leads there again. */
  #goBack(): void {
    this.#show('ways');
    this.querySelector<HTMLElement>('[data-act="file"] > button')?.focus();
  }

  #say(text: string): void {
    const status = this.#part('status');
    if (status !== null) status.textContent = text;
  }

  /** Runs one attempt at a time; what it throws becomes the message beside what the person can do next. */
  async #run(attempt: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const before = parts.find((name) => this.#part(name)?.hidden === false) ?? 'ways';
    const fault = this.#part('fault');
    if (fault !== null) fault.hidden = true;
    this.#attempt.abort();
    this.#attempt = new AbortController();
    try {
      await attempt(this.#attempt.signal);
    } catch (error) {
      this.#say('');
      this.#show(before);
      this.#fail(error instanceof SigningFault ? error.kind : 'signingFailed');
      if (!(error instanceof SigningFault)) throw error;
    }
  }

  #fail(kind: FaultKind): void {
    const config = this.#configured();
    const authentication = config.purpose === 'authentication' && kind === 'noSuitableKey';
    const { title, advice } = config.texts.faults[authentication ? 'noSuitableKeyAuthentication' : kind];
    this.#message(title, advice);
  }

  #message(title: string, advice: string): void {
    const fault = this.#part('fault');
    const [heading, text] = [fault?.querySelector('h2'), fault?.querySelector('[data-part="advice"]')];
    if (!fault || !heading || !text) return;
    heading.textContent = title;
    text.textContent = advice;
    fault.hidden = false;
    fault.focus();
  }

  #configured(): SigningConfig {
    if (this.#config === undefined) throw new Error('the signing panel has no configuration');
    return this.#config;
  }

  #wish(): SignatureWish {
    const { purpose, detached, withTimestamp, signer, chain, locale } = this.#configured();
    return { purpose, detached, withTimestamp, signer, locale, ...(chain && { chain }) };
  }

  async #signWithAgent(signal: AbortSignal): Promise<void> {
    const config = this.#configured();
    this.#show('busy');
    this.#say(config.texts.state.preparing);
    const contents = (await contentsOf(config, signal)).map(base64Of);
    const access = await localAccess();
    if (access === 'denied') throw new SigningFault('permissionDenied');
    this.#say(config.texts.state.connecting);
    const reach = {
      addresses: config.agents,
      connecting: access === 'prompt' ? connecting.prompt : connecting.otherwise,
      choosing,
    };
    const onWaiting = () => this.#say(config.texts.state.waiting);
    const result = await signWithAgent(contents, this.#wish(), { reach, signal, onWaiting });
    if (result.signed) this.#send(result.cms);
    // The browser's own «no» looks like a program that is not there.
    else
      throw new SigningFault(
        result.fault === 'notRunning' && (await localAccess()) === 'denied' ? 'permissionDenied' : result.fault,
      );
  }

  async #openFile(): Promise<void> {
    const { texts } = this.#configured();
    const [file, password] = this.#part('file')?.querySelectorAll('input') ?? [];
    const chosen = file?.files?.[0];
    if (chosen === undefined) this.#message(texts.file.missingFile, '');
    else if (!password?.value) this.#message(texts.file.missingPassword, '');
    else {
      // Browsers give cryptography to secure pages only.
      if (!isSecureContext) throw new SigningFault('insecure');
      this.#say(texts.state.opening);
      const { openFittingKey } = await keyFiles();
      const key = await openFittingKey(new Uint8Array(await chosen.arrayBuffer()), password.value, this.#wish());
      password.value = '';
      await this.#offer(key);
    }
  }

  async #offer(key: PageKey): Promise<void> {
    const { showCertificate } = await import('./certificate-view.ts');
    const section = this.#part('certificate');
    const list = section?.querySelector('dl');
    if (!section || !list) return;
    showCertificate(list, key, this.#configured());
    this.#say('');
    this.#show('certificate');
    this.#key = key;
    section.querySelector('button')?.focus();
  }

  async #signInPage(signal: AbortSignal): Promise<void> {
    const config = this.#configured();
    const key = this.#key;
    if (key === undefined) return;
    this.#show('nothing');
    this.#say(config.texts.state.signing);
    const contents = await contentsOf(config, signal);
    const { signInPage } = await keyFiles();
    const signed = contents.map(async (content) => base64Of(await signInPage(content, key, config.detached)));
    this.#send(await Promise.all(signed));
  }

  /** Puts the signature, or the signatures line by line, into the form and sends it. The panel shows no button any more, so it is sent once. */
  #send(cms: readonly string[]): void {
    const config = this.#configured();
    const form = document.getElementById(config.form);
    const field = form?.querySelector<HTMLInputElement>('input[name="cms"]');
    if (!(form instanceof HTMLFormElement) || !field) throw new Error('the signing panel has no form');
    field.value = cms.join('\n');
    this.#key = undefined;
    this.#show('nothing');
    this.#say(config.texts.state.sending);
    form.requestSubmit();
  }
}
