import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { newDocumentNumber } from '../number.ts';
import { code128 } from './code128.ts';

const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(readFileSync(wasm)).buffer } });

/** Pixels of a module, and rows of the picture. */
const scale = 3;
const rows = 60;

function pictureOf(text: string) {
  const { modules, bars } = code128(text);
  const width = modules * scale;
  const data = new Uint8ClampedArray(4 * width * rows).fill(255);
  for (const { at, width: bar } of bars) {
    for (let x = at * scale; x < (at + bar) * scale; x++)
      for (let y = 0; y < rows; y++) data.fill(0, 4 * (y * width + x), 4 * (y * width + x) + 3);
  }
  return { data, width, height: rows, colorSpace: 'srgb' } as const;
}

async function read(text: string): Promise<string | undefined> {
  const [found] = await readBarcodes(pictureOf(text), { formats: ['Code128'] });
  return found?.text;
}

test("WRK-3 other people's reader reads the bars of every number as it is written", async () => {
  for (let turn = 0; turn < 30; turn++) {
    const number = newDocumentNumber();
    assert.equal(await read(number), number);
  }
});

test('WRK-3 every sign of the keyboard has its bars', async () => {
  const signs = fc.string({
    unit: fc.integer({ min: 32, max: 126 }).map((code) => String.fromCodePoint(code)),
    minLength: 3,
    maxLength: 20,
  });
  await fc.assert(
    fc.asyncProperty(signs, async (text) => assert.equal(await read(text), text)),
    { numRuns: 60 },
  );
  assert.throws(() => code128('Ұ'));
});
