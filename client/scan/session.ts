import { codesInText, gatherCodes } from '../../src/modules/documents/in-page.ts';
import { createReader, pixelsOf } from './code-reader.ts';
import type { ReadCodes } from './code-reader.ts';
import type { ScanSettings } from './settings.ts';
import { element, verdictView } from './view.ts';
import { wordsOf } from './words.ts';
import type { Words } from './words.ts';

/** Between two looks at the camera's picture, milliseconds. */
const pause = 120;

/** Fetches whatever a scanning will need, so that the service worker keeps it. */
export async function fetchParts({ locale }: ScanSettings): Promise<void> {
  await Promise.all([wordsOf(locale), import('./verify.ts'), import('zxing-wasm/reader')]);
}

/** One scanning: the camera runs until all codes of a document are read, then the verdict stands in its place. */
export class ScanSession {
  readonly #view: HTMLElement;
  readonly #settings: ScanSettings;
  readonly #codes = new Set<string>();
  #stream: MediaStream | undefined;

  constructor(view: HTMLElement, settings: ScanSettings) {
    this.#view = view;
    this.#settings = settings;
  }

  /** Asks for the camera and scans. What goes wrong is said in the page. */
  async scan(): Promise<void> {
    const words = await wordsOf(this.#settings.locale);
    const stream = await navigator.mediaDevices
      .getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1920 }, height: { ideal: 1080 } } })
      .catch((error: unknown) => this.#explain(words, error));
    if (stream === undefined) return;
    this.#stream = stream;
    try {
      await this.#watch(stream, words, await createReader(this.#settings));
    } finally {
      this.stop();
    }
  }

  stop(): void {
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#stream = undefined;
  }

  /** A text or a picture, read on this device; for when there is no network. */
  async examine(given: string | Blob): Promise<void> {
    const words = await wordsOf(this.#settings.locale);
    const codes = typeof given === 'string' ? codesInText(given) : await this.#codesOn(given);
    for (const code of codes) this.#codes.add(code);
    await this.#show(words);
  }

  async #codesOn(picture: Blob): Promise<readonly string[]> {
    const bitmap = await createImageBitmap(picture).catch(() => undefined);
    if (bitmap === undefined) return [];
    const read = await createReader(this.#settings);
    return read(pixelsOf(bitmap, bitmap));
  }

  async #watch(stream: MediaStream, words: Words, read: ReadCodes): Promise<void> {
    const { camera } = words.documents.verify;
    const video = document.createElement('video');
    // By the object model, which the policy allows; no style of the portal knows a camera.
    video.style.inlineSize = '100%';
    video.muted = true;
    video.playsInline = true;
    video.srcObject = stream;
    const news = element('p', { role: 'status' }, camera.aim);
    const stop = element('button', { type: 'button', class: 'ds-button', 'data-variant': 'secondary' }, camera.stop);
    stop.addEventListener('click', () => this.stop());
    this.#view.replaceChildren(video, news, stop);
    await video.play();
    while (this.#stream !== undefined) {
      const found = await read(pixelsOf(video, { width: video.videoWidth, height: video.videoHeight }));
      for (const code of found) this.#codes.add(code);
      const gathered = gatherCodes([...this.#codes]);
      if (gathered.state === 'missing') news.textContent = camera.progress(gathered.have.length, gathered.count);
      else if (gathered.state !== 'foreign') return this.#show(words);
      await new Promise((done) => setTimeout(done, pause));
    }
    this.#view.replaceChildren();
  }

  async #show(words: Words): Promise<void> {
    this.stop();
    const { verifyInPage } = await import('./verify.ts');
    const verdict = await verifyInPage([...this.#codes], this.#settings);
    this.#codes.clear();
    const shown = verdictView(verdict, words, this.#settings);
    this.#view.replaceChildren(shown);
    shown.querySelector('section')?.focus();
  }

  #explain({ documents }: Words, error: unknown): undefined {
    const { camera } = documents.verify;
    const isDenied = error instanceof DOMException && error.name === 'NotAllowedError';
    this.#view.replaceChildren(element('p', { role: 'alert' }, isDenied ? camera.denied : camera.absent));
    return undefined;
  }
}
