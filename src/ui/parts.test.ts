import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failureCodes } from '#kit/failure';
import { html } from '#kit/html';
import { locales, texts } from '#text';
import type { PageContext } from './context.ts';
import {
  alert,
  attributes,
  button,
  card,
  datePartsOf,
  errorSummary,
  facts,
  failurePage,
  form,
  isoDateOf,
  layout,
  partsPage,
  pathIn,
  readDateParts,
  summaryList,
  table,
  textField,
  timeline,
} from './index.ts';
import { pagesShown } from './parts/table.ts';

const context: PageContext = {
  locale: 'kk',
  path: '/dev/parts',
  nonce: 'n0nce',
  site: 'portal',
  assets: (name) => `/assets/${name}`,
  version: '0.1.0',
};

const hostile = `"><script>alert(1)</script><img src=x onerror='alert(2)'>`;

test('SEC-8 what a person typed never becomes markup in a part', () => {
  const parts = [
    textField({ locale: 'kk', name: 'a', label: hostile, hint: hostile, error: hostile, value: hostile, source: hostile }),
    errorSummary({ locale: 'kk', errors: [{ field: hostile, message: hostile }] }),
    summaryList({ locale: 'kk', rows: [{ key: hostile, value: hostile, change: `/x?${hostile}` }] }),
    facts([{ term: hostile, value: hostile }]),
    table({ caption: hostile, columns: [{ label: hostile }], rows: [[hostile], [hostile]] }),
    timeline({ locale: 'kk', events: [{ title: hostile, at: hostile, state: 'done' }] }),
    card({ href: '/', title: hostile, text: hostile }),
    alert({ locale: 'kk', tone: 'info', title: hostile, content: hostile }),
    form({ action: `/x?${hostile}`, hidden: { key: hostile }, content: button({ label: hostile, value: hostile }) }),
    layout(
      { ...context, path: `/s?q=${hostile}`, search: hostile, person: { name: hostile, unread: 1 } },
      { title: hostile, description: hostile, content: hostile },
    ),
  ];
  for (const part of parts) assert.doesNotMatch(String(part), /<script>|<img/);
});

test('SEC-8 a part refuses addresses that would run a script', () => {
  assert.throws(() => card({ href: 'javascript:alert(1)', title: 'x' }), TypeError);
  assert.throws(() => form({ action: ' java\nscript:alert(1)', content: '' }), TypeError);
});

test('SEC-8 attributes refuses scripts, styles and addresses as names', () => {
  for (const name of ['onclick', 'style', 'href', 'src', 'formaction', 'a b', 'a"']) {
    assert.throws(() => attributes({ [name]: 'x' }), TypeError, name);
  }
  assert.equal(String(attributes({ a: 'x"', b: true, c: false, d: undefined, e: 0 })), ' a="x&quot;" b e="0"');
});

for (const locale of locales) {
  for (const site of ['portal', 'workplace'] as const) {
    test(`A11Y-3 every part of the ${site} has its words in ${locale}`, () => {
      const page = String(partsPage({ ...context, locale, site }));
      assert.match(page, new RegExp(`<html lang="${locale}"`));
      assert.doesNotMatch(page, /undefined|\[object|=>|NaN/);
    });

    test(`SEC-8 no part of the ${site} carries an inline style, script or handler in ${locale}`, () => {
      const page = String(partsPage({ ...context, locale, site }));
      assert.doesNotMatch(page, /<style|\sstyle=|\son[a-z]+=|<script(?![^>]*nonce="n0nce")/);
    });
  }

  test(`SEC-15 each way a request can end has its own words in ${locale}`, () => {
    const { page: _, ...words } = texts(locale).failure;
    assert.deepEqual(Object.keys(words).sort(), [...failureCodes].sort());
    for (const code of failureCodes) {
      const page = String(failurePage({ ...context, locale }, { code, reference: '7KQ2-91XD' }));
      assert.ok(page.includes(words[code].title) && page.includes('7KQ2-91XD'), code);
    }
  });
}

test('AUTH-1 who must sign in first is told so and comes back to the page that was asked for', () => {
  const page = String(failurePage({ ...context, path: '/applications?page=2' }, { code: 'signInNeeded' }));
  assert.match(page, /href="\/sign-in\?next=%2Fapplications%3Fpage%3D2"/);
});

test('A11Y-1 a page with errors says so in its title first', () => {
  const page = String(layout(context, { title: 'Кезең', content: '', hasErrors: true }));
  assert.match(page, /<title>Қате бар: Кезең · /);
  assert.doesNotMatch(String(layout(context, { title: 'Кезең', content: '' })), /<title>Қате/);
});

test('A11Y-1 a field is bound to its label, hint and error, and the summary leads to it', () => {
  const field = String(textField({ locale: 'kk', name: 'iin', label: 'ЖСН', hint: '12 сан', error: 'Қате' }));
  assert.match(field, /<label[^>]* for="iin"/);
  assert.match(field, /<input[^>]* id="iin"[^>]* aria-describedby="iin-hint iin-error" aria-invalid="true"/);
  assert.match(String(errorSummary({ locale: 'kk', errors: [{ field: 'iin', message: 'Қате' }] })), /href="#iin"/);
  assert.equal(String(errorSummary({ locale: 'kk', errors: [] })), '');
});

test('A11Y-3 the language links keep the address and its query', () => {
  assert.equal(pathIn('/services?q=a%26b&page=2', 'ru'), '/services?q=a%26b&page=2&lang=ru');
  assert.equal(pathIn('/services?lang=kk', 'en'), '/services?lang=en');
  assert.equal(pathIn('/', 'kk'), '/?lang=kk');
});

test('SEC-8 the language links and «try again» never lead to another host', () => {
  for (const path of ['//evil.example', '/\\\\evil.example/x?y=1', '\\\\evil.example']) {
    assert.doesNotMatch(pathIn(path, 'ru'), /^[/\\\\]{2}/);
    assert.doesNotMatch(String(failurePage({ ...context, path }, { code: 'unavailable' })), /href="[/\\\\]{2}/);
  }
});

test('APP-1 a date typed as three numbers is kept when it is wrong and read when it is right', () => {
  const body = { 'from-day': ' 5', 'from-month': '2', 'from-year': '2026', other: 'x' };
  assert.deepEqual(readDateParts(body, 'from'), { day: '5', month: '2', year: '2026' });
  assert.equal(isoDateOf(readDateParts(body, 'from')), '2026-02-05');
  assert.equal(isoDateOf({ day: '29', month: '2', year: '2024' }), '2024-02-29');
  for (const wrong of [
    { day: '29', month: '2', year: '2026' },
    { day: '31', month: '11', year: '2026' },
    { day: '0', month: '1', year: '2026' },
    { day: '1', month: '13', year: '2026' },
    { day: '1', month: '1', year: '26' },
    { day: '1e1', month: '1', year: '2026' },
    { day: '', month: '', year: '' },
  ]) {
    assert.equal(isoDateOf(wrong), undefined);
  }
  assert.deepEqual(datePartsOf('2026-02-05'), { day: '5', month: '2', year: '2026' });
  assert.deepEqual(datePartsOf(undefined), { day: '', month: '', year: '' });
  assert.deepEqual(readDateParts({ 'from-day': ['1', '2'] }, 'from'), { day: '', month: '', year: '' });
});

test('CAB-5 pages of a long list show the ends, the current page and its neighbours', () => {
  assert.deepEqual(pagesShown(1, 1), [1]);
  assert.deepEqual(pagesShown(1, 12), [1, 2, 0, 12]);
  assert.deepEqual(pagesShown(5, 12), [1, 0, 4, 5, 6, 0, 12]);
  assert.deepEqual(pagesShown(3, 5), [1, 2, 3, 4, 5]);
  assert.deepEqual(pagesShown(4, 12), [1, 2, 3, 4, 5, 0, 12]);
});

test('CAB-8 the header tells how many notices are unread, in words for screen readers', () => {
  const page = String(layout({ ...context, person: { name: 'А. М. Сейітова', unread: 3 } }, { title: 'x', content: html`` }));
  assert.match(page, /href="\/cabinet\/notices"[\s\S]*3 оқылмаған хабарлама/);
  assert.match(page, /action="\/sign-out" method="post"/);
  assert.doesNotMatch(String(layout(context, { title: 'x', content: '' })), /sign-out/);
});
