import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatIban, parseIban } from './iban.ts';

/** The example of the IBAN registry. */
const example = 'KZ86125KZT5004100100';

test('FRM-2 a bank account is read as people write it and kept without spaces', () => {
  for (const typed of [example, 'KZ86 125K ZT50 0410 0100', ' kz86125kzt5004100100 ', 'KZ86-125K-ZT50-0410-0100'])
    assert.equal(parseIban(typed), example, typed);
  assert.equal(formatIban(example).replaceAll('\u00a0', ' '), 'KZ86 125K ZT50 0410 0100');
});

test('FRM-2 what is no account of Kazakhstan is refused', () => {
  for (const typed of [
    '',
    'KZ86',
    'KZ86125KZT50041001001',
    'DE89370400440532013000',
    'KZ00125KZT5004100100',
    'КZ86125KZT5004100100',
  ])
    assert.equal(parseIban(typed), undefined, typed);
});

test('FRM-2 one digit taken for another, or one letter, is always found by the check digits of an account', () => {
  const kinds = ['0123456789', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const kindOf = (sign = '') => kinds.find((signs) => signs.includes(sign)) ?? '';
  fc.assert(
    fc.property(fc.integer({ min: 7, max: 19 }), fc.nat(), (place, random) => {
      // A digit for a letter makes the number that is divided longer: one such slip in 97 is not found.
      const kind = kindOf(example[place]);
      const sign = kind.charAt(random % kind.length);
      const wrong = `${example.slice(0, place)}${sign}${example.slice(place + 1)}`;
      assert.equal(parseIban(wrong), wrong === example ? example : undefined);
    }),
  );
});
