import type { ScanSettings } from './settings.ts';

/** Reads the texts of all QR codes in a picture. */
export type ReadCodes = (picture: ImageData) => Promise<readonly string[]>;

interface Detector {
  detect(picture: ImageData): Promise<readonly { readonly rawValue: string }[]>;
}
type DetectorClass = { new (options: { formats: string[] }): Detector; getSupportedFormats(): Promise<string[]> };

/** The browser's own reader, where it has one for QR codes. */
async function nativeReader(): Promise<ReadCodes | undefined> {
  const { BarcodeDetector } = globalThis as { BarcodeDetector?: DetectorClass };
  const formats = await BarcodeDetector?.getSupportedFormats().catch((): string[] => []);
  if (BarcodeDetector === undefined || !formats?.includes('qr_code')) return undefined;
  const detector = new BarcodeDetector({ formats: ['qr_code'] });
  return async (picture) => (await detector.detect(picture)).map(({ rawValue }) => rawValue);
}

/** Our own: ZXing as WebAssembly, a megabyte, fetched only now. */
async function ownReader({ reader }: ScanSettings): Promise<ReadCodes> {
  const { prepareZXingModule, readBarcodes } = await import('zxing-wasm/reader');
  const wasmBinary = await (await fetch(reader)).arrayBuffer();
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
  return async (picture) => {
    const found = await readBarcodes(picture, { formats: ['QRCode'], maxNumberOfSymbols: 12, tryHarder: true });
    return found.filter(({ isValid }) => isValid).map(({ text }) => text);
  };
}

export async function createReader(settings: ScanSettings): Promise<ReadCodes> {
  return (await nativeReader()) ?? ownReader(settings);
}

/** The pixels of a video frame or a picture, no wider than what a reader needs. */
export function pixelsOf(source: CanvasImageSource, size: { readonly width: number; readonly height: number }): ImageData {
  const scale = Math.min(1, 2400 / Math.max(size.width, size.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(size.width * scale));
  canvas.height = Math.max(1, Math.round(size.height * scale));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('No canvas');
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}
