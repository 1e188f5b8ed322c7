import assert from 'node:assert/strict';
import { deflateRawSync } from 'node:zlib';
import { after, test } from 'node:test';
import { fixedClock } from '#kit/clock';
import { createTrustStore, createVerifier, noRevocation, trustAnchor } from '#pki';
import { makeDocument } from '../making/make-document.ts';
import { codesInText } from '../rules/code/codes.ts';
import type { Finding } from '../rules/verdict/verdict.ts';
import { exampleContent, exampleStatements, testSealAuthority } from '../testing.ts';
import { createCodeReader } from './code-reader.ts';
import { createDocumentVerifier } from './document-verifier.ts';
import type { Examined, RegisterAnswer } from './document-verifier.ts';

const clock = fixedClock(new Date('2026-12-01T00:00:00Z'));
const authority = await testSealAuthority();
const bin = '120340000006';
const trust = createTrustStore([trustAnchor(authority.root)]);
const reader = createCodeReader();
after(() => reader.close());
const options = {
  trust,
  clock,
  reader,
  revocationOf: () => ({ state: 'good', asOf: clock.now() }) as const,
  signatures: createVerifier({ trust, clock, revocation: noRevocation }),
};
const verifier = createDocumentVerifier(options);
const seal = await authority.seal({ bin });
const signatory = await authority.signatory({ bin });
const order = { statements: exampleStatements, seal, verifyAt: 'example.kz/verify' };
const content = exampleContent({ bin });
const made = await makeDocument({ ...order, content });
const cms = await signatory.sign(made.pdf, clock.now());

function findings(examined: Examined): Finding[] {
  assert.equal(examined.kind, 'document');
  return examined.verdict.checks.map(({ finding }) => finding);
}
function outcome(examined: Examined): string {
  return examined.kind === 'document' ? examined.verdict.outcome : examined.kind;
}

test('DOC-2 DOC-3 EDS-PUB a PDF with its signature passes every check', async () => {
  const examined = await verifier.file(made.pdf, cms);
  assert.deepEqual(findings(examined).slice(-3), ['inForce', 'printAgrees', 'signedByPerson']);
  assert.equal(outcome(examined), 'valid');
});

test("DOC-2 codes moved onto another document's pages are found, and which lines differ is told", async () => {
  const other = await makeDocument({ ...order, content: { ...exampleContent({ bin }), recipient: { name: 'X', iin: '0' } } });
  const { printDocument } = await import('../making/print-document.ts');
  const [first, ...rest] = content.facts;
  assert.ok(first);
  const forged = { ...content, facts: [{ ...first, value: { kk: 'Ахметов Нұрлан', ru: 'Ахметов Нұрлан' } }, ...rest] };
  const pdf = await printDocument({ content: forged, statements: exampleStatements, codes: made.codes, verifyAt: 'x' });
  const examined = await verifier.file(pdf);
  assert.ok(findings(examined).includes('printDiffers'));
  assert.equal(outcome(examined), 'invalid');
  const print = examined.kind === 'document' && examined.verdict.checks.find(({ name }) => name === 'print');
  assert.match((print && print.about?.join()) || '', /Сейітова Айгерім/);
  const moved = await printDocument({ content, statements: exampleStatements, codes: other.codes, verifyAt: 'x' });
  assert.equal(outcome(await verifier.file(moved)), 'invalid');
});

test('DOC-3 a PDF changed after signing, or signed by somebody of another body, is found', async () => {
  const changed = Buffer.from(made.pdf);
  const at = changed.indexOf('/Producer');
  changed.write('/Produced', at, 'latin1');
  assert.ok(findings(await verifier.file(changed, cms)).includes('signatureFails'));
  const stranger = await authority.signatory({ bin: '990340000009' });
  assert.ok(findings(await verifier.file(made.pdf, await stranger.sign(made.pdf, clock.now()))).includes('signatureFails'));
  assert.ok(findings(await verifier.file(made.pdf, Buffer.from('no signature'))).includes('signatureFails'));
  const announced = {
    ...content,
    signatories: [{ ...content.signatories[0], certificate: '0102' } as (typeof content.signatories)[0]],
  };
  const expecting = await makeDocument({ ...order, content: announced });
  assert.ok(
    findings(await verifier.file(expecting.pdf, await signatory.sign(expecting.pdf, clock.now()))).includes('signatureFails'),
  );
  assert.ok(findings(await verifier.file(made.pdf)).includes('signatureNotGiven'));
});

test('EDS-PUB the register says whether a document was annulled or replaced, or was never issued', async () => {
  const asking = (answer: RegisterAnswer) =>
    createDocumentVerifier({ ...options, registerOf: async () => answer }).codes(made.codes);
  const since = clock.now();
  assert.ok(findings(await asking({ state: 'issued', since })).includes('registered'));
  assert.equal(outcome(await asking({ state: 'unknown' })), 'valid');
  for (const state of ['annulled', 'replaced'] as const) assert.equal(outcome(await asking({ state, since })), 'invalid');
  assert.equal(outcome(await asking({ state: 'unregistered' })), 'invalid');
});

test('EDS-PUB codes are taken from a text, one after another or on lines, with the blanks that belong to them', async () => {
  assert.deepEqual(codesInText(made.codes.join('\r\n')), made.codes);
  assert.deepEqual(codesInText(made.codes.join('')), made.codes);
  assert.equal(outcome(await verifier.file(Buffer.from(made.codes.join('\n')))), 'valid');
});

const foreign = (index: number, count: number, data: string) =>
  `<?xml version="1.0"?><BarcodeElement xmlns="http://barcodes.pdf.shep.nitec.kz/"><creationDate>2024-01-02</creationDate><elementData>${data}</elementData><elementNumber>${index}</elementNumber><elementsAmount>${count}</elementsAmount><FavorID>10100464053</FavorID></BarcodeElement>`;

test("EDS-PUB codes of the state's portal are read and shown, and what could not be checked is said", async () => {
  const xml = Buffer.from('<r><name>Сейітова &amp; Ко</name><ds:Signature xmlns:ds="x"><ds:V>abc</ds:V></ds:Signature></r>');
  const packed = deflateRawSync(xml);
  const head = Buffer.alloc(30);
  head.writeUInt32BE(0x504b0304);
  head.writeUInt16LE(8, 8);
  head.writeUInt16LE(3, 26);
  const zip = Buffer.concat([head, Buffer.from('one'), packed, Buffer.from('PK\x01\x02 directory')]);
  const pieces = [zip.subarray(0, 40), zip.subarray(40)].map((piece, index) => foreign(index + 1, 2, piece.toString('base64')));
  const examined = await verifier.codes([...pieces].reverse());
  assert.deepEqual(examined, {
    kind: 'foreign',
    reading: {
      state: 'read',
      document: { source: '10100464053', createdAt: '2024-01-02', fields: [['name', 'Сейітова & Ко']], isSigned: true },
    },
  });
  assert.deepEqual(await verifier.codes(pieces.slice(1)), {
    kind: 'foreign',
    reading: { state: 'missing', have: [2], count: 2 },
  });
  assert.deepEqual(await verifier.codes([foreign(1, 1, 'AAAA')]), { kind: 'foreign', reading: { state: 'damaged' } });
});

test('EDS-PUB a detached signature over any file is reported on in stages', async () => {
  const file = Buffer.from('any file');
  const good = await verifier.signature(await signatory.sign(file, clock.now()), file);
  assert.ok(good.kind === 'signature' && good.report.indication === 'TOTAL-PASSED');
  const bad = await verifier.signature(await signatory.sign(file, clock.now()), Buffer.from('any fill'));
  assert.ok(bad.kind === 'signature' && bad.report.indication !== 'TOTAL-PASSED');
});

test('SEC-14 whatever is brought is answered', async () => {
  const things = [
    '',
    '\0\0',
    '%PDF-1.7',
    'KZD1:',
    '<BarcodeElement barcodes.pdf.shep.nitec.kz',
    '\xff\xd8\xff\xe0',
    '{"a":1}',
    'KZD1:2222'.repeat(5000),
  ];
  for (const thing of things) assert.notEqual(outcome(await verifier.file(Buffer.from(thing, 'latin1'))), 'valid');
});
