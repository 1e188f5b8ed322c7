import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { SignedXml } from 'xml-crypto';
import { canonicalise } from './canonical.ts';
import { readXml } from './reader.ts';
import type { XmlReading } from './reader.ts';

const read = (text: string): XmlReading => readXml(Buffer.from(text));

function canonical(text: string): string {
  const reading = read(text);
  assert.ok(reading.ok, `not read: ${text}`);
  return canonicalise(reading.root);
}

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** Second opinion: the digest that xml-crypto computes over its exclusive canonicalization of the whole document. */
function digestByXmlCrypto(text: string): string | undefined {
  const signer = new SignedXml({
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    canonicalizationAlgorithm: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  });
  signer.addReference({
    xpath: '/*',
    isEmptyUri: true,
    transforms: ['http://www.w3.org/2001/10/xml-exc-c14n#'],
    digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
  });
  signer.computeSignature(text);
  return /<DigestValue>([^<]+)</.exec(signer.getSignedXml())?.[1];
}

const digest = (text: string): string => createHash('sha256').update(text).digest('base64');

test('GW-1 exclusive canonical form is that of xml-crypto', () => {
  const documents = [
    '<a/>',
    '<a b="1" a="2"/>',
    '<a xmlns:z="urn:1" xmlns:y="urn:2" z:b="1" y:b="2" c="3"/>',
    '<x:a xmlns:x="urn:x" xmlns:unused="urn:u"><x:b y:c="1" b="2" xmlns:y="urn:a"/></x:a>',
    '<a xmlns="urn:d"><b xmlns=""><c/></b><d xmlns="urn:d"/></a>',
    '<a><![CDATA[<&]]>> &amp; &#x41;&lt;</a>',
    '<a><!-- left out -->text<!-- and --> text</a>',
    '<a v="&quot;&#10;&#9;&lt;&amp;&apos;"/>',
    '<p:a xmlns:p="urn:1"><p:b xmlns:p="urn:2"><p:c/></p:b><p:d/></p:a>',
    '<?xml version="1.0" encoding="UTF-8"?>\r\n<a>\r\n  <b>ә ғ қ ң ө ұ ү һ і</b>\r\n</a>',
    '<a xml:lang="kk"><b xml:space="preserve"> </b></a>',
  ];
  for (const text of documents) assert.equal(digest(canonical(text)), digestByXmlCrypto(text), text);
});

test('GW-1 what is in canonical form stays as it is when read and written again', () => {
  const name = fc.constantFrom('a', 'b', 'ns:c', 'қала');
  const text = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((value) => !/[\u0000-\u001F\uFFFE\uFFFF]/.test(value)); // oxlint-disable-line no-control-regex -- they are what XML cannot carry
  const escaped = text.map((value) => value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;'));
  const { tree } = fc.letrec<{ tree: string }>((tie) => ({
    tree: fc
      .tuple(name, fc.array(fc.oneof({ maxDepth: 4 }, escaped, tie('tree')), { maxLength: 4 }))
      .map(([local, children]) => `<${local}>${children.join('')}</${local}>`),
  }));
  fc.assert(
    fc.property(tree, (body) => {
      const once = canonical(`<r xmlns:ns="urn:n">${body}</r>`);
      assert.equal(canonical(once), once);
    }),
    { numRuns: 200 },
  );
});

const refused: [string, string, string][] = [
  ['an external entity', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', 'doctype'],
  ['a document type alone', '<!DOCTYPE a><a/>', 'doctype'],
  ['a billion laughs', '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><a>&b;</a>', 'doctype'],
  ['an entity of one’s own', '<a>&x;</a>', 'entity'],
  ['an unfinished entity', '<a>&amp</a>', 'entity'],
  ['a reference to a control character', '<a>&#0;</a>', 'entity'],
  ['a reference to a surrogate', '<a>&#xD800;</a>', 'entity'],
  ['a processing instruction', '<a><?php x ?></a>', 'processingInstruction'],
  ['a stylesheet before the root', '<?xml-stylesheet href="x"?><a/>', 'processingInstruction'],
  ['another encoding', '<?xml version="1.0" encoding="UTF-16"?><a/>', 'encoding'],
  ['an undeclared prefix', '<x:a/>', 'namespace'],
  ['an emptied prefix', '<a xmlns:x=""/>', 'namespace'],
  ['the xml prefix for something else', '<a xmlns:xml="urn:x"/>', 'namespace'],
  ['the same attribute twice', '<a b="1" b="2"/>', 'malformed'],
  ['the same attribute by two prefixes', '<a xmlns:x="u" xmlns:y="u" x:b="1" y:b="2"/>', 'malformed'],
  ['crossed tags', '<a><b></a></b>', 'malformed'],
  ['a second root', '<a/><b/>', 'malformed'],
  ['text after the root', '<a/>x', 'malformed'],
  ['an unclosed element', '<a>', 'malformed'],
  ['an unclosed comment', '<a><!-- </a>', 'malformed'],
  ['a tag inside of an attribute', '<a b="<"/>', 'malformed'],
  ['nothing', '', 'malformed'],
];
for (const [what, text, fault] of refused) {
  test(`SEC-8 SEC-14 the reader refuses ${what}`, () => assert.deepEqual(read(text), { ok: false, fault }));
}

test('SEC-14 the reader refuses too deep, too many, too large and bytes that are no UTF-8', () => {
  assert.deepEqual(read('<a>'.repeat(100_000)), { ok: false, fault: 'tooLarge' });
  assert.deepEqual(read(`<a>${'<b/>'.repeat(200_001)}</a>`), { ok: false, fault: 'tooLarge' });
  assert.deepEqual(read(`<a ${Array.from({ length: 65 }, (_, index) => `b${index}=""`).join(' ')}/>`), {
    ok: false,
    fault: 'tooLarge',
  });
  assert.deepEqual(readXml(new Uint8Array(9 * 1024 * 1024)), { ok: false, fault: 'tooLarge' });
  assert.deepEqual(readXml(Uint8Array.of(0x3c, 0x61, 0x3e, 0xff)), { ok: false, fault: 'encoding' });
});

test('SEC-14 prefixes piled up in depth are refused before they cost time', () => {
  const open = Array.from(
    { length: 10 },
    (_, depth) => `<a ${Array.from({ length: 60 }, (__, index) => `xmlns:p${depth}-${index}="u"`).join(' ')}>`,
  ).join('');
  assert.deepEqual(read(open), { ok: false, fault: 'tooLarge' });
});

test('SEC-14 whatever the text, the reader answers with a value', () => {
  const pieces = fc.constantFrom(
    '<',
    '>',
    '/',
    'a',
    '=',
    '"',
    "'",
    '&',
    ';',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<?',
    'xmlns:',
    ' ',
    '#x',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => typeof read(parts.join('')).ok === 'boolean'),
    { numRuns: 2000 },
  );
});

test('SEC-8 text parted by a comment is one text', () => {
  const reading = read('<iin>990101<!-- -->300016</iin>');
  assert.ok(reading.ok);
  assert.deepEqual(reading.root.children, ['990101300016']);
});
