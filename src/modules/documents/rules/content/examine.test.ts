import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import fc from 'fast-check';
import { examineFile } from './examine.ts';
import type { FileFault, FileType } from './examine.ts';

const limit = 10 * 1024 * 1024;

function drawn(format: 'jpeg' | 'png' | 'webp'): Buffer {
  const canvas = createCanvas(64, 48);
  const context = canvas.getContext('2d');
  context.fillStyle = '#00657f';
  context.fillRect(4, 4, 40, 30);
  return format === 'jpeg' ? canvas.toBuffer('image/jpeg') : canvas.toBuffer(`image/${format}` as 'image/png');
}

/** EXIF, big endian: orientation 6 and a GPS directory with a latitude of 49°. */
const exif = Buffer.from(
  `4578 6966 0000  4d4d 002a 0000 0008  0002
   0112 0003 0000 0001 0006 0000   8825 0004 0000 0001 0000 0026   0000 0000
   0001  0002 0005 0000 0003 0000 0038  0000 0000
   0000 0031 0000 0001  0000 0000 0000 0001  0000 0000 0000 0001`.replaceAll(/\s/g, ''),
  'hex',
);

function withSegment(jpeg: Buffer, code: number, body: Buffer): Buffer {
  const head = Buffer.from([0xff, code, (body.length + 2) >> 8, (body.length + 2) & 255]);
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)]);
}

function kept(bytes: Uint8Array, type: FileType): Buffer {
  const examined = examineFile(bytes, limit);
  assert.ok(examined.ok, `refused: ${examined.ok ? '' : examined.fault}`);
  assert.equal(examined.type, type);
  return Buffer.from(examined.bytes);
}

function refused(bytes: Uint8Array, fault: FileFault): void {
  assert.deepEqual(examineFile(bytes, limit), { ok: false, fault });
}

const box = (type: string, ...content: Buffer[]): Buffer => {
  const body = Buffer.concat(content);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
};
const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');

/** A HEIC with a picture item and an EXIF item whose 16 bytes are "POSITION 49.1 N!". */
function heic(): Buffer {
  const ftyp = box('ftyp', Buffer.from('heic'), hex('00000000'), Buffer.from('mif1heic'));
  const item = (id: string, type: string) => box('infe', hex(`02000000 ${id} 0000`), Buffer.from(`${type}\0`));
  const meta = (offset: number) => {
    const place = Buffer.alloc(4);
    place.writeUInt32BE(offset);
    const picture = Buffer.alloc(4);
    picture.writeUInt32BE(offset + 16);
    return box(
      'meta',
      hex('00000000'),
      box('iinf', hex('00000000 0002'), item('0001', 'hvc1'), item('0002', 'Exif')),
      box(
        'iloc',
        hex('00000000 4400 0002'),
        hex('0001 0000 0001'),
        picture,
        hex('00000004'),
        hex('0002 0000 0001'),
        place,
        hex('00000010'),
      ),
    );
  };
  const offset = ftyp.length + meta(0).length + 8;
  return Buffer.concat([ftyp, meta(offset), box('mdat', Buffer.from('POSITION 49.1 N!data'))]);
}

const pdf = Buffer.from('%PDF-1.7\n1 0 obj <</Type/Catalog>> endobj\nxref\n0 1\ntrailer <</Root 1 0 R>>\nstartxref\n42\n%%EOF\n');

test('CAB-3 the sort of a file is told by its content: PDF, JPEG, PNG, WebP, HEIC', () => {
  assert.deepEqual(kept(pdf, 'pdf'), pdf);
  for (const format of ['jpeg', 'png', 'webp'] as const) kept(drawn(format), format);
  kept(heic(), 'heic');
  refused(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), 'unknownType');
  refused(Buffer.from('MZ\x90\0'), 'unknownType');
  refused(Buffer.alloc(0), 'empty');
  assert.deepEqual(examineFile(pdf, pdf.length - 1), { ok: false, fault: 'tooLarge' });
});

test('CAB-3 the position is taken out of a JPEG, its orientation stays and it still opens', async () => {
  const photo = withSegment(withSegment(drawn('jpeg'), 0xe1, exif), 0xfe, Buffer.from('taken at home'));
  assert.ok(photo.includes(hex('8825')));
  const clean = kept(photo, 'jpeg');
  assert.ok(!clean.includes(hex('8825 0004')) && !clean.includes('taken at home'));
  assert.ok(clean.includes(hex('0112 0003 0000 0001 0006')));
  const image = await loadImage(clean);
  assert.ok(image.width > 0 && image.height > 0);
  assert.deepEqual(kept(clean, 'jpeg'), clean, 'cleaning twice changes nothing');
});

test('CAB-3 the texts of a PNG and the metadata of a WebP are left out and both still open', async () => {
  const text = Buffer.from('\0\0\0\x05tEXthello____', 'latin1');
  const png = drawn('png');
  const { crc32 } = await import('node:zlib');
  text.writeUInt32BE(crc32(text.subarray(4, 13)), 13);
  const clean = kept(Buffer.concat([png.subarray(0, 33), text, png.subarray(33), Buffer.from('behind the end')]), 'png');
  assert.ok(!clean.includes('tEXt') && !clean.includes('behind'));
  assert.equal((await loadImage(clean)).width, 64);
  const webp = drawn('webp');
  const tagged = Buffer.concat([webp, box('EXIF', exif).subarray(8)]);
  const chunk = Buffer.concat([Buffer.from('EXIF'), Buffer.alloc(4), exif]);
  chunk.writeUInt32LE(exif.length, 4);
  const whole = Buffer.concat([webp, chunk]);
  whole.writeUInt32LE(whole.length - 8, 4);
  assert.ok(!kept(whole, 'webp').includes('EXIF'));
  assert.ok(!kept(tagged, 'webp').includes(hex('8825')));
  assert.equal((await loadImage(kept(whole, 'webp'))).width, 64);
});

test('CAB-3 the EXIF of a HEIC is filled with zeros, the picture stays where it was', () => {
  const photo = heic();
  const clean = kept(photo, 'heic');
  assert.equal(clean.length, photo.length);
  assert.ok(!clean.includes('POSITION') && !clean.includes('49.1'));
  assert.ok(clean.subarray(-4).equals(Buffer.from('data')));
});

test('SEC-9 polyglots are refused: a header that is not first, something behind the end of a PDF, a ZIP inside', () => {
  refused(Buffer.concat([Buffer.from('<script>'), pdf]), 'unknownType');
  refused(Buffer.concat([pdf, Buffer.from('<script>alert(1)</script>')]), 'polyglot');
  const zipEnd = Buffer.concat([hex('504b0506'), Buffer.alloc(16)]);
  const comment = Buffer.alloc(2);
  const tail = pdf.subarray(pdf.indexOf('startxref'));
  comment.writeUInt16LE(tail.length);
  refused(Buffer.concat([pdf.subarray(0, pdf.indexOf('startxref')), zipEnd, comment, tail]), 'polyglot');
  const behind = kept(Buffer.concat([drawn('jpeg'), Buffer.from('PK\x03\x04 a jar')]), 'jpeg');
  assert.ok(!behind.includes('PK'));
});

test('SEC-9 broken pictures and those that would burst the memory are refused', () => {
  for (const format of ['jpeg', 'png', 'webp'] as const) refused(drawn(format).subarray(0, 100), 'damaged');
  refused(pdf.subarray(0, 40), 'damaged');
  refused(heic().subarray(0, 60), 'damaged');
  const huge = drawn('jpeg');
  const frame = huge.indexOf(hex('ffc0')) >= 0 ? huge.indexOf(hex('ffc0')) : huge.indexOf(hex('ffc2'));
  huge.writeUInt32BE(0xfff0fff0, frame + 5);
  refused(huge, 'tooManyPixels');
});

test('SEC-14 SEC-9 no bytes crash or hang the examination', () => {
  const samples = [pdf, drawn('jpeg'), drawn('png'), drawn('webp'), heic()];
  fc.assert(
    fc.property(
      fc.constantFrom(...samples),
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 8 }),
      fc.nat(),
      (sample, changes, cut) => {
        const bytes = Buffer.from(sample);
        for (const [at, value] of changes) bytes[at % bytes.length] = value;
        examineFile(bytes, limit);
        examineFile(bytes.subarray(0, cut % bytes.length), limit);
      },
    ),
    { numRuns: 2_000 },
  );
});
