import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { oids } from '../der/oids.ts';
import { element, nullValue, oid, sequence, setOf, utf8String } from '../der/writer.ts';
import { tags } from '../der/tags.ts';
import { Reader } from '../der/reader.ts';
import { ca, make, nameOf, usage } from '../path/testing.ts';
import type { Extension } from '../path/testing.ts';
import { describeName, nameOf as readNameOf, prepare, sameName } from './names.ts';
import type { Name } from './names.ts';
import { readCertificate, readCertificates } from './read.ts';
import { writePem } from '../der/pem.ts';

const read = (der: Uint8Array): Name => readNameOf(Reader.over(der, 'test').any(), 'test');
const text = (tag: number, ...octets: number[]) =>
  sequence(setOf([sequence(oid(oids.commonName), element(tag, Uint8Array.from(octets)))]));

test('EDS-VER names compare by what they say: case, spaces, forms and string types do not matter (RFC 5280 7.1)', () => {
  const same = (a: Uint8Array, b: Uint8Array) => sameName(read(a), read(b));
  const cn = (value: string) => nameOf([oids.commonName, value]);
  assert.ok(same(cn('Әділет  министрлігі'), cn(' ӘДІЛЕТ МИНИСТРЛІГІ ')));
  assert.ok(same(cn('\u00c5'), cn('A\u030a')));
  assert.ok(same(cn('a\u200bb\u00ad'), cn('ab')));
  assert.ok(same(text(tags.bmpString, 0, 0x41, 0, 0x42), text(tags.printableString, 0x61, 0x62)));
  assert.ok(same(text(tags.universalString, 0, 0, 0, 0x41), text(tags.teletexString, 0x61)));
  assert.ok(!same(cn('ab'), cn('a b')));
  assert.ok(!same(cn('a'), nameOf([oids.organizationName, 'a'])));
  assert.ok(!same(cn('a,2.5.4.10=b'), nameOf([oids.commonName, 'a'], [oids.organizationName, 'b'])));
  assert.ok(!same(text(tags.bitString, 0, 0x61), cn('a')));
});

test('EDS-VER the order of attributes within a part of a name means nothing, the order of the parts does', () => {
  const [a, b] = [sequence(oid(oids.commonName), utf8String('a')), sequence(oid(oids.organizationName), utf8String('b'))];
  assert.ok(sameName(read(sequence(element(tags.set, a, b))), read(sequence(element(tags.set, b, a)))));
  assert.ok(!sameName(read(sequence(setOf([a]), setOf([b]))), read(sequence(setOf([b]), setOf([a])))));
  assert.ok(!sameName(read(sequence(setOf([a, b]))), read(sequence(setOf([a]), setOf([b])))));
});

test('EDS-VER the comparison form of a text is its own comparison form', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (value) => assert.equal(prepare(prepare(value)), prepare(value))),
    { numRuns: 500 },
  );
});

test('SEC-14 a name for people cannot write over a terminal or pass for more than it is', () => {
  const shown = describeName(read(nameOf([oids.commonName, 'a, O=Bank\u001b[2J\u202e'], ['1.2.3', 'x'])));
  assert.equal(shown, 'CN=a\\, O\\=Bank\ufffd[2J\ufffd, 1.2.3=x');
});

test('EDS-VER the subject of the Kazakh profile is read, and a number that stands twice is none', () => {
  const person = (...more: [string, string][]) =>
    make('Person', {
      name: nameOf([oids.commonName, 'СЕРІКОВ АСАН'], [oids.surname, 'СЕРІКОВ'], [oids.givenName, 'БОЛАТҰЛЫ'], ...more),
    }).certificate.person;
  const iin: [string, string] = [oids.serialNumber, 'IIN900101300017'];
  assert.deepEqual(person(iin, [oids.organizationalUnitName, 'BIN123456789012']), {
    commonName: 'СЕРІКОВ АСАН',
    surname: 'СЕРІКОВ',
    patronymic: 'БОЛАТҰЛЫ',
    iin: '900101300017',
    bin: '123456789012',
  });
  assert.equal(person(iin, [oids.serialNumber, 'IIN900101300018']).iin, undefined);
  assert.equal(person(iin, iin).iin, '900101300017');
  assert.equal(person([oids.serialNumber, 'IIN90010130001']).iin, undefined);
  assert.equal(person([oids.serialNumber, 'xIIN900101300017']).iin, undefined);
});

test('AUTH-2 the purpose of a certificate follows its key usage', () => {
  const eku = (...purposes: string[]): Extension => ({ id: oids.extKeyUsage, value: sequence(...purposes.map(oid)) });
  const purpose = (...extensions: Extension[]) => make('Person', { extensions }).certificate.purpose;
  assert.equal(purpose(usage(0, 1), eku(oids.emailProtection, oids.kzPerson)), 'signing');
  assert.equal(purpose(usage(0, 2), eku(oids.clientAuth, oids.kzPerson)), 'authentication');
  assert.equal(purpose(usage(0, 1), eku(oids.clientAuth)), 'both');
  assert.equal(purpose(usage(0)), 'none');
  assert.equal(purpose(eku(oids.clientAuth)), 'none');
  assert.deepEqual(make('Head', { extensions: [eku(oids.kzLegalEntity, oids.kzHead)] }).certificate.roles, [
    'legalEntity',
    'head',
  ]);
});

test('SEC-14 a certificate that was read stays what it was when the caller changes the bytes', () => {
  const { der } = make('Mutable', { extensions: [ca()] }).certificate;
  const bytes = Buffer.from([...der, 0]).subarray(0, der.length);
  bytes[bytes.length - 1] = (bytes.at(-1) as number) ^ 1;
  const first = readCertificate(bytes);
  assert.ok(first.ok);
  const before = Buffer.from(first.value.der);
  bytes.fill(0);
  assert.ok(before.equals(first.value.der));
});

test('EDS-VER a file holds one certificate in DER or several in PEM, and one that cannot be read spoils the file', () => {
  const [a, b] = [make('One'), make('Two')].map(({ certificate }) => writePem('CERTIFICATE', certificate.der)) as [
    string,
    string,
  ];
  const bytes = (file: string) => new TextEncoder().encode(file);
  const all = readCertificates(bytes(`${a}\n# remark\n${b}`));
  assert.equal(all.ok && all.value.length, 2);
  assert.equal(readCertificates(bytes(`${a}${writePem('CERTIFICATE', nullValue())}`)).ok, false);
  assert.equal(readCertificates(bytes('nothing')).ok, false);
  assert.equal(readCertificates(Uint8Array.from([...make('One').certificate.der, 0])).ok, false);
});
