import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parentPort } from 'node:worker_threads';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import type { Canvas } from '@napi-rs/canvas';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

/**
 * Runs in a thread of its own, which is ended when it takes too long: pictures and PDFs come from strangers, and their decoders are large
 * programs (SEC-14).
 */
export interface ReadingRequest {
  readonly id: number;
  readonly type: 'pdf' | 'image';
  readonly bytes: Uint8Array;
}

export interface Reading {
  readonly codes: readonly string[];
  /** Of a PDF, in reading order, without what is marked as decoration. */
  readonly text?: string;
}

export type ReadingAnswer = { readonly id: number; readonly reading: Reading | undefined };

const mostPages = 6;
const longestSide = 4_000;
/** Of an A4 page: 220 dots an inch, at which a module of 0.4 mm has 3.5 pixels. */
const pageWidth = 1_820;

const require = createRequire(import.meta.url);
prepareZXingModule({
  overrides: { wasmBinary: new Uint8Array(readFileSync(require.resolve('zxing-wasm/reader/zxing_reader.wasm'))).buffer },
});

async function codesOn(canvas: Canvas): Promise<string[]> {
  const { data, width, height } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  const image = { data: new Uint8ClampedArray(data), width, height, colorSpace: 'srgb' as const };
  const found = await readBarcodes(image, { formats: ['QRCode'], maxNumberOfSymbols: 32, tryHarder: true });
  return found.filter(({ isValid }) => isValid).map(({ text }) => text);
}

async function readImage(bytes: Uint8Array): Promise<Reading> {
  const image = await loadImage(Buffer.from(bytes));
  const scale = Math.min(1, longestSide / Math.max(image.width, image.height));
  const canvas = createCanvas(Math.max(1, Math.round(image.width * scale)), Math.max(1, Math.round(image.height * scale)));
  const context = canvas.getContext('2d');
  context.fillStyle = 'white';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return { codes: await codesOn(canvas) };
}

async function drawPage(page: PDFPageProxy): Promise<Canvas> {
  const natural = page.getViewport({ scale: 1 });
  const scale = Math.min(pageWidth / natural.width, longestSide / natural.height);
  const viewport = page.getViewport({ scale });
  const canvas = createCanvas(Math.max(1, Math.ceil(viewport.width)), Math.max(1, Math.ceil(viewport.height)));
  await page.render({ canvas: canvas as unknown as HTMLCanvasElement, viewport, annotationMode: 0 }).promise;
  return canvas;
}

/** The tagged text of a page; artifacts (running feet, page numbers) are left out. */
async function textOf(page: PDFPageProxy): Promise<string> {
  const { items } = await page.getTextContent({ includeMarkedContent: true });
  const open: boolean[] = [];
  let text = '';
  for (const item of items) {
    if ('str' in item) text += open.includes(true) ? '' : `${item.str}${item.hasEOL ? '\n' : ''}`;
    else if (item.type === 'endMarkedContent') open.pop();
    else open.push('tag' in item && item.tag === 'Artifact');
  }
  return text;
}

async function readPages(document: PDFDocumentProxy): Promise<Reading> {
  const codes: string[] = [];
  let text = '';
  for (let number = 1; number <= Math.min(mostPages, document.numPages); number++) {
    const page = await document.getPage(number);
    text += await textOf(page);
    codes.push(...(await codesOn(await drawPage(page))));
    page.cleanup();
  }
  return { codes, text };
}

async function readPdf(bytes: Uint8Array): Promise<Reading> {
  const task = getDocument({
    data: new Uint8Array(bytes),
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    stopAtErrors: false,
    verbosity: 0,
    // Decoders of pdfjs for old picture formats are of no use here and are large.
    useWasm: false,
    maxImageSize: 40_000_000,
  });
  try {
    return await readPages(await task.promise);
  } finally {
    await task.destroy();
  }
}

parentPort?.on('message', ({ id, type, bytes }: ReadingRequest) => {
  const reading = type === 'pdf' ? readPdf(bytes) : readImage(bytes);
  // Whatever a decoder says of foreign bytes: they could not be read.
  void reading.then(
    (found) => parentPort?.postMessage({ id, reading: found } satisfies ReadingAnswer, []),
    () => parentPort?.postMessage({ id, reading: undefined } satisfies ReadingAnswer, []),
  );
});
