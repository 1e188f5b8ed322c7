import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAbout } from './about.ts';
import { registers } from './register.ts';

const { guardianship, unemployed } = registers;
const values = { wardName: 'Ким Артём Андреевич', wardBirthDate: '2015-04-09' };

test('WRK-4 FRM-4 of the wards of one guardian the entry is found that the request is about', () => {
  assert.ok(isAbout(guardianship, values, { wardName: 'Ким Артём Андреевич', wardBirthDate: '2015-04-09' }));
  assert.ok(isAbout(guardianship, values, { wardName: 'артём ким', wardBirthDate: '2015-04-09' }), 'without the patronymic');
  assert.ok(!isAbout(guardianship, values, { wardName: 'Ким Артём Андреевич', wardBirthDate: '2016-04-09' }));
  assert.ok(!isAbout(guardianship, values, { wardName: 'Ким Алина Андреевна', wardBirthDate: '2015-04-09' }), 'the twin sister');
});

test('WRK-4 what a request does not say decides nothing', () => {
  assert.ok(isAbout(guardianship, values, {}));
  assert.ok(isAbout(guardianship, values, { wardName: ' ' }));
  assert.ok(isAbout(unemployed, {}, { wardName: 'Ким' }));
});
