import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { newDocumentNumber, parseDocumentNumber, plainNumber } from './number.ts';

const seeded = fc.uint8Array({ minLength: 24, maxLength: 24 }).filter((bytes) => bytes.filter((byte) => byte < 255).length >= 11);
const signs = '23456789ACEHKMPTX';

test('EDS-PUB a new number is grouped, has no look-alike signs and reads back', () => {
  for (let round = 0; round < 200; round++) {
    const number = newDocumentNumber();
    assert.match(number, /^[2-9ACEHKMPTX]{4}-[2-9ACEHKMPTX]{4}-[2-9ACEHKMPTX]{4}$/);
    assert.equal(parseDocumentNumber(number), number);
  }
});

test('EDS-PUB a number is read in lower case, with blanks, in Cyrillic letters of the same shape', () => {
  fc.assert(
    fc.property(seeded, (bytes) => {
      const number = newDocumentNumber(() => bytes);
      const cyrillic = plainNumber(number).replaceAll(/[ACEHKMPTX]/g, (sign) => 'АСЕНКМРТХ'.charAt('ACEHKMPTX'.indexOf(sign)));
      assert.equal(parseDocumentNumber(` ${number.toLowerCase().replaceAll('-', ' ')} `), number);
      assert.equal(parseDocumentNumber(cyrillic.toLowerCase()), number);
      assert.equal(parseDocumentNumber(number.replaceAll('8', 'B').replaceAll('5', 's')), number);
    }),
    { numRuns: 50 },
  );
});

test('EDS-PUB every single wrong sign and every two neighbours exchanged are found by the check sign', () => {
  fc.assert(
    fc.property(seeded, fc.nat(11), fc.nat(16), (bytes, place, other) => {
      const plain = plainNumber(newDocumentNumber(() => bytes));
      const wrong = plain.slice(0, place) + signs.charAt(other) + plain.slice(place + 1);
      assert.equal(parseDocumentNumber(wrong) !== undefined, wrong === plain);
      const swapped = plain.slice(0, place) + plain.charAt(place + 1) + plain.charAt(place) + plain.slice(place + 2);
      assert.equal(parseDocumentNumber(swapped) !== undefined, swapped === plain);
    }),
    { numRuns: 300 },
  );
});

test('SEC-14 any text is a number or undefined', () => {
  fc.assert(
    fc.property(fc.string(), (text) => void parseDocumentNumber(text)),
    { numRuns: 300 },
  );
  assert.equal(parseDocumentNumber('2'.repeat(1_000_000)), undefined);
});
