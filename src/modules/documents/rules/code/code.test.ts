import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { decode, encode } from 'cborg';
import fc from 'fast-check';
import { newDocumentNumber, parseDocumentNumber } from '../number.ts';
import { decodeBase45, encodeBase45 } from './base45.ts';
import { gatherCodes, splitIntoCodes } from './codes.ts';
import { prepareSealing, readSealedMessage } from './cose.ts';
import { inflate } from './inflate.ts';
import { decodeContent, encodeContent } from './payload.ts';
import type { DocumentContent } from './payload.ts';

const number = parseDocumentNumber('2222-2222-2222');
const another = newDocumentNumber();
assert.ok(number);
const content: DocumentContent = {
  kind: { regulation: 'rg-0', output: 'result', version: '1' },
  title: { kk: 'АНЫҚТАМА', ru: 'СПРАВКА' },
  number,
  issuedAt: new Date('2026-11-22T05:00:00Z'),
  validUntil: new Date('2026-12-22T05:00:00Z'),
  body: { bin: '120340000000', name: { kk: 'Бөлім', ru: 'Отдел' } },
  recipient: { name: 'Сейітова Айгерім Маратқызы', iin: '890312499015' },
  facts: [
    { label: { kk: 'Тіркелген', ru: 'Зарегистрирован' }, value: { kk: 'иә', ru: 'да' } },
    { value: { kk: 'Мәтін', ru: 'Мәтін' } },
  ],
  signatories: [
    { name: 'Жұмабеков Д. С.', position: { kk: 'Бөлім бастығы', ru: 'Начальник отдела' }, certificate: '0a0b' },
    { name: 'Тілеубаева Г. Қ.', position: { kk: 'Маман', ru: 'Специалист' } },
  ],
};

test('DOC-2 base45 follows the examples of RFC 9285 and reads back', () => {
  assert.equal(encodeBase45(Buffer.from('AB')), 'BB8');
  assert.equal(encodeBase45(Buffer.from('Hello!!')), '%69 VD92EX0');
  assert.equal(encodeBase45(Buffer.from('base-45')), 'UJCLQE7W581');
  assert.equal(Buffer.from(decodeBase45('QED8WEX0') ?? []).toString(), 'ietf!');
  for (const wrong of ['GGW', ':::', 'A', '::', 'a00']) assert.equal(decodeBase45(wrong), undefined, wrong);
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => assert.deepEqual(decodeBase45(encodeBase45(bytes)), bytes)),
    { numRuns: 100 },
  );
});

test('DOC-2 the content reads back from its CBOR, which is always the same', () => {
  const bytes = encodeContent(content);
  assert.deepEqual(decodeContent(bytes), { ok: true, content });
  assert.deepEqual(encodeContent({ ...content }), bytes);
});

test('DOC-2 FRM-2 a table reads back cell by cell; a document without one stays readable for those who know no tables', () => {
  const heads = [
    { kk: 'Тоқсан', ru: 'Квартал' },
    { kk: 'Сома', ru: 'Сумма' },
  ];
  const row = [
    { kk: 'IV', ru: 'IV' },
    { kk: '47 184 теңге', ru: '47 184 тенге' },
  ];
  const payments = { label: { kk: 'Төлемдер', ru: 'Выплаты' }, table: { columns: heads, rows: [row, row] } };
  const withTable = { ...content, facts: [...content.facts, payments] };
  assert.deepEqual(decodeContent(encodeContent(withTable)), { ok: true, content: withTable });
  const formatOf = (one: DocumentContent) => decode(encodeContent(one), { useMaps: true }).get(1);
  assert.deepEqual([formatOf(content), formatOf(withTable)], [1, 2]);
  const uneven = { ...payments, table: { columns: heads, rows: [row.slice(1)] } };
  assert.deepEqual(decodeContent(encodeContent({ ...content, facts: [uneven] })), { ok: false, reason: 'malformed' });
});

test('DOC-2 SEC-14 CBOR that is not deterministic, newer or of another shape is refused by name', () => {
  const bytes = encodeContent(content);
  assert.deepEqual(decodeContent(encode(new Map([[1, 3]]))), { ok: false, reason: 'newer' });
  assert.deepEqual(decodeContent(encode(new Map([[1, 1]]))), { ok: false, reason: 'malformed' });
  assert.deepEqual(decodeContent(Buffer.concat([bytes, Buffer.from([0])])), { ok: false, reason: 'malformed' });
  assert.deepEqual(decodeContent(Buffer.alloc(50_000, 0x81)), { ok: false, reason: 'malformed' });
  assert.equal(bytes[0], 0xaa, 'a map of ten');
  const longer = Buffer.concat([Buffer.from([0xb8, 10]), bytes.subarray(1)]);
  assert.deepEqual(decodeContent(longer), { ok: false, reason: 'malformed' });
});

test('DOC-2 a sealed message reads back and names exactly the bytes under the signature', () => {
  const sealing = prepareSealing(Buffer.from('payload'), [Buffer.from('leaf'), Buffer.from('issuer')]);
  const message = readSealedMessage(sealing.message(new Uint8Array(64)));
  assert.deepEqual(message?.signed, sealing.signed);
  assert.equal(message?.certificates.length, 2);
  assert.equal(readSealedMessage(sealing.message(new Uint8Array(63))), undefined);
});

test('DOC-2 codes join in any order, know what is missing, and those of two documents never mix', () => {
  const message = new Uint8Array(3000).map((_, index) => (index * 7919) % 251);
  const codes = splitIntoCodes(number, message);
  assert.equal(codes.length, 3);
  assert.deepEqual(gatherCodes([...codes].reverse().concat(codes)), { state: 'whole', number, message });
  assert.deepEqual(gatherCodes(codes.slice(1)), { state: 'missing', number, have: [2, 3], count: 3 });
  const foreign = splitIntoCodes(another, message);
  assert.equal(gatherCodes([codes[0] ?? '', codes[1] ?? '', foreign[2] ?? '']).state, 'mixed');
});

test('DOC-2 codes that contradict each other, are cut or foreign are told apart', () => {
  const codes = splitIntoCodes(number, new Uint8Array(3000));
  const changed = (codes[1] ?? '').replace(/.$/, 'Z');
  assert.equal(gatherCodes([...codes, changed]).state, 'damaged');
  assert.equal(gatherCodes([(codes[0] ?? '').slice(0, 20)]).state, 'damaged');
  assert.deepEqual(gatherCodes([]), { state: 'foreign', reason: 'nothing' });
  assert.deepEqual(gatherCodes(['https://example.kz']), { state: 'foreign', reason: 'unknown' });
  assert.deepEqual(gatherCodes(['KZD2:later']), { state: 'foreign', reason: 'newer' });
});

test('SEC-14 DOC-2 no bytes and no texts crash or hang the readers', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.array(fc.string()), async (bytes, texts) => {
      decodeContent(bytes);
      readSealedMessage(bytes);
      readSealedMessage(Buffer.concat([Buffer.from([0xd2, 0x84]), bytes]));
      gatherCodes(texts);
      await inflate(bytes);
    }),
    { numRuns: 200 },
  );
});

test('SEC-14 SEC-9 a bomb is not inflated beyond its limit, and broken deflate is no exception', async () => {
  const bomb = deflateSync(Buffer.alloc(20_000_000));
  assert.equal(await inflate(bomb), undefined);
  assert.equal(await inflate(bomb.subarray(0, 100)), undefined);
  assert.equal(await inflate(Buffer.concat([deflateSync(Buffer.from('x')), Buffer.from('tail')])), undefined);
  assert.deepEqual(await inflate(deflateSync(Buffer.from('whole'))), new Uint8Array(Buffer.from('whole')));
});
