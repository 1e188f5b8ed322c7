import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { reading } from '../fault.ts';
import { derMessages, readPem, writePem } from './pem.ts';
import { contentOf, Reader } from './reader.ts';
import type { Rules } from './reader.ts';
import { textOf } from './strings.ts';
import { constructed, tags } from './tags.ts';
import { generalizedTimeOf, timeOf } from './times.ts';
import { bitsOf, booleanOf, hasBit, hexOf, integerOf, octetsOf, oidOf, smallIntegerOf, takeOctets } from './values.ts';
import * as write from './writer.ts';

const hex = (text: string) => write.octetsOfHex(text.replaceAll(' ', ''));

function element(bytes: Uint8Array, rules: Rules = 'der') {
  return reading(() => {
    const reader = Reader.over(bytes, 'test', rules);
    const read = reader.any();
    reader.finish();
    return read;
  });
}

function value<T>(bytes: Uint8Array, read: (element: ReturnType<Reader['any']>, where: string) => T, rules: Rules = 'der') {
  return reading(() => {
    const reader = Reader.over(bytes, 'test', rules);
    const result = read(reader.any(), 'test');
    reader.finish();
    return result;
  });
}

const faultOf = (read: ReturnType<typeof element>) => (read.ok ? 'none' : read.fault.code);

test('SEC-14 lengths that DER forbids are faults, BER lengths are read in BER mode only', () => {
  assert.equal(faultOf(element(hex('30 81 01 00'))), 'length');
  assert.equal(faultOf(element(hex(`30 82 00 80 ${'00'.repeat(128)}`))), 'length');
  assert.equal(faultOf(element(hex('30 80 00 00'))), 'length');
  assert.equal(faultOf(element(hex('30 ff'))), 'length');
  assert.equal(faultOf(element(hex('30 84 ff ff ff ff'))), 'truncated');
  assert.equal(faultOf(element(hex('30 03 02 01'))), 'truncated');
  assert.equal(faultOf(element(hex('05 00 00'))), 'trailing');
  assert.equal(faultOf(element(hex('30'))), 'truncated');
  assert.equal(faultOf(element(hex(''))), 'missing');
  const nested = value(
    hex('30 80 24 80 04 01 61 04 01 62 00 00 02 01 05 00 00'),
    (outer) => {
      const reader = Reader.inside(outer, 'test');
      return [hexOf(takeOctets(reader, 'test')), smallIntegerOf(reader.any(), 'test'), reader.atEnd];
    },
    'ber',
  );
  assert.deepEqual(nested, { ok: true, value: ['6162', 5, true] });
});

test('SEC-14 deep nesting is a fault and takes no time, with definite and indefinite lengths', () => {
  assert.equal(faultOf(element(hex('30 80'.repeat(200_000)), 'ber')), 'tooDeep');
  let deep = new Uint8Array();
  for (let n = 0; n < 100; n++) deep = Uint8Array.from(write.sequence(deep));
  const read = value(deep, function descend(outer): number {
    const inner = Reader.inside(outer, 'test');
    return inner.atEnd ? 0 : 1 + descend(inner.any());
  });
  assert.deepEqual(read, { ok: false, fault: { code: 'tooDeep', where: 'test' } });
});

test('EDS-VER values of each type are read as they were written', () => {
  const whole = (bytes: Uint8Array, rules?: Rules) => value(bytes, (read) => hexOf(contentOf(read)), rules);
  fc.assert(
    fc.property(fc.bigInt({ min: -(1n << 200n), max: 1n << 200n }), (n) => {
      assert.deepEqual(value(write.integer(n), integerOf), { ok: true, value: n });
    }),
    { numRuns: 200 },
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 70_000 }), (octets) => {
      assert.deepEqual(whole(write.octetString(octets)), { ok: true, value: hexOf(octets) });
    }),
    { numRuns: 20 },
  );
  for (const dotted of [
    '2.5.4.3',
    '1.2.840.113549.1.1.11',
    '2.999.1',
    '0.9.2342.19200300.100.1.25',
    '2.25.329800735698586629295641978511506172918',
  ]) {
    assert.deepEqual(value(write.oid(dotted), oidOf), { ok: true, value: dotted });
  }
  const usage = value(write.namedBits([0, 8]), bitsOf);
  assert.ok(usage.ok && hasBit(usage.value, 0) && hasBit(usage.value, 8) && !hasBit(usage.value, 7) && !hasBit(usage.value, 99));
  assert.deepEqual(value(write.boolean(true), booleanOf), { ok: true, value: true });
  assert.deepEqual(value(write.utf8String('Әліпби'), textOf), { ok: true, value: 'Әліпби' });
  assert.equal(hexOf(write.setOf([hex('0202 0101'), hex('0101 ff')])), '31070101ff02020101');
  assert.equal(hexOf(write.namedBits([])), '030100');
  assert.equal(hexOf(write.unsignedInteger(hex('00 00 80'))), '02020080');
});

test('SEC-14 values that DER forbids are faults', () => {
  const refused: [string, Parameters<typeof value>[1]][] = [
    ['02 00', integerOf],
    ['02 02 00 01', integerOf],
    ['02 02 ff 80', integerOf],
    ['02 01 ff', smallIntegerOf],
    ['02 05 01 00 00 00 00', smallIntegerOf],
    ['01 01 01', booleanOf],
    ['01 02 00 00', booleanOf],
    ['03 00', bitsOf],
    ['03 01 01', bitsOf],
    ['03 02 01 01', bitsOf],
    ['03 02 08 00', bitsOf],
    ['06 00', oidOf],
    ['06 02 2a 80', oidOf],
    ['06 03 2a 80 01', oidOf],
    ['24 03 04 01 61', octetsOf],
    ['0c 01 ff', textOf],
    ['1e 01 41', textOf],
    ['1e 02 d8 00', textOf],
    ['1c 04 00 11 00 00', textOf],
    ['16 01 e9', textOf],
  ];
  for (const [bytes, read] of refused) assert.equal(value(hex(bytes), read).ok, false, bytes);
});

test('EDS-VER times are read as RFC 5280 writes them, and nothing that is no time of a calendar', () => {
  const at = (tag: number, text: string) => value(write.element(tag, new TextEncoder().encode(text)), timeOf);
  const year = (tag: number, text: string) => {
    const read = at(tag, text);
    return read.ok ? read.value.getUTCFullYear() : undefined;
  };
  assert.equal(year(tags.utcTime, '500101000000Z'), 1950);
  assert.equal(year(tags.utcTime, '491231235959Z'), 2049);
  assert.equal(year(tags.generalizedTime, '99991231235959Z'), 9999);
  assert.equal(year(tags.generalizedTime, '00010101000000Z'), 1);
  for (const wrong of [
    '5001010000Z',
    '500101000000+0600',
    '501301000000Z',
    '500230000000Z',
    '500101240000Z',
    '500101006000Z',
    '',
  ]) {
    assert.equal(at(tags.utcTime, wrong).ok, false, wrong);
  }
  for (const wrong of ['20200101000000', '20200101000000.5Z', '2020010100Z', '20210229000000Z']) {
    assert.equal(at(tags.generalizedTime, wrong).ok, false, wrong);
  }
  const fraction = value(write.element(tags.generalizedTime, new TextEncoder().encode('20200101000000.25Z')), (read, where) =>
    generalizedTimeOf(read, where, { fraction: true }),
  );
  assert.equal(fraction.ok && fraction.value.getUTCMilliseconds(), 250);
  for (const date of ['1950-01-01T00:00:00Z', '2049-12-31T23:59:59Z', '2050-01-01T00:00:00Z']) {
    assert.deepEqual(value(write.time(new Date(date)), timeOf), { ok: true, value: new Date(date) });
  }
});

test('EDS-VER text armour keeps what it holds; damaged armour is a fault', () => {
  const der = write.sequence(write.integer(1));
  const file = `comment\n${writePem('CERTIFICATE', der)}between\n${writePem('X509 CRL', der)}`;
  const bytes = new TextEncoder().encode(file);
  assert.deepEqual(
    reading(() => readPem(bytes, 'file').map((section) => section.label)),
    { ok: true, value: ['CERTIFICATE', 'X509 CRL'] },
  );
  assert.equal(hexOf(derMessages(bytes, ['X509 CRL'], 'file')[0] ?? new Uint8Array()), hexOf(der));
  const broken = [file.replace('-----END CERTIFICATE', '-----END CERT'), file.replace('MA', 'M%'), '-----BEGIN '];
  for (const text of broken) assert.equal(reading(() => readPem(new TextEncoder().encode(text), 'file')).ok, false);
});

test('SEC-14 no bytes of any kind make the reader throw anything but a fault', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom<Rules>('der', 'ber'), (bytes, rules) => {
      const read = reading(function walk(reader = Reader.over(bytes, 'any', rules)): number {
        return reader
          .rest((each) => each.any())
          .reduce((sum, each) => sum + 1 + (each.tag & 0x20 ? walk(Reader.inside(each, 'any')) : 0), 0);
      });
      assert.equal(typeof read.ok, 'boolean');
    }),
    { numRuns: 1000 },
  );
  assert.equal(constructed(0), 0xa0);
});
