import { codesInText, gatherCodes, isForeignCode, readForeignCodes } from '../../src/modules/documents/in-page.ts';
import { createReader, pixelsOf } from './code-reader.ts';
import type { ReadCodes } from './code-reader.ts';
import type { ScanSettings } from './settings.ts';
import { element, foreignView, verdictView } from './view.ts';
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
      const progress = await this.#progress();
      if (progress === 'whole') return this.#show(words);
      if (progress !== undefined) news.textContent = camera.progress(progress.have, progress.count);
      await new Promise((done) => setTimeout(done, pause));
    }
    this.#view.replaceChildren();
  }

  /** How far the codes in hand go: nothing yet, some of them, or enough for a verdict, which may be that they do not belong together. */
  async #progress(): Promise<{ readonly have: number; readonly count: number } | 'whole' | undefined> {
    const codes = [...this.#codes];
    const gathered = codes.some(isForeignCode) ? await readForeignCodes(codes) : gatherCodes(codes);
    if (gathered.state === 'missing') return { have: gathered.have.length, count: gathered.count };
    return gathered.state === 'foreign' ? undefined : 'whole';
  }

  async #show(words: Words): Promise<void> {
    this.stop();
    const codes = [...this.#codes];
    this.#codes.clear();
    const shown = await this.#verdictOn(codes, words);
    this.#view.replaceChildren(shown);
    shown.querySelector('section')?.focus();
  }

  async #verdictOn(codes: readonly string[], words: Words): Promise<HTMLElement> {
    const foreign = codes.some(isForeignCode) ? await readForeignCodes(codes) : undefined;
    if (foreign !== undefined && foreign.state !== 'missing') return foreignView(foreign, words);
    const { verifyInPage } = await import('./verify.ts');
    return verdictView(await verifyInPage(codes, this.#settings), words, this.#settings);
  }

  #explain({ documents }: Words, error: unknown): undefined {
    const { camera } = documents.verify;
    const isDenied = error instanceof DOMException && error.name === 'NotAllowedError';
    this.#view.replaceChildren(element('p', { role: 'alert' }, isDenied ? camera.denied : camera.absent));
    return undefined;
  }
}
