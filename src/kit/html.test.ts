import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Html, html, jsonScript, nothing, trusted } from './html.ts';
import type { Renderable } from './html.ts';

const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };
/** What a browser reads where this markup stands. */
const read = (markup: string): string => markup.replaceAll(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? entity);

test('SEC-8 whatever a text is, a browser reads that text and no markup, in text and between quotes of both sorts', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const markup = String(html`<p title="${text}" lang='${text}'>${text}</p>`);
      const [found, double = '', single = '', content = ''] =
        /^<p title="([^"<>]*)" lang='([^'<>]*)'>([^<>]*)<\/p>$/.exec(markup) ?? [];
      assert.ok(found !== undefined, markup);
      for (const place of [double, single, content]) assert.equal(read(place), text);
    }),
    { numRuns: 500 },
  );
});

test('SEC-8 only html makes markup: no string, no object that looks like it, no key that was guessed', () => {
  const looksLike = { toString: () => '<b>' };
  assert.throws(() => html`<p>${looksLike as unknown as Renderable}</p>`, TypeError);
  assert.throws(() => new Html(Symbol('made by html'), '<b>'), TypeError);
  assert.throws(() => html`<p>${true as unknown as Renderable}</p>`, TypeError);
  assert.equal(String(html`<p>${html`<b>${'<'}</b>`}</p>`), '<p><b>&lt;</b></p>');
});

test('SEC-8 what is absent leaves nothing, lists are joined, each element escaped', () => {
  assert.equal(String(html`<p>${null}${undefined}${false}${[]}${nothing}${0}</p>`), '<p>0</p>');
  assert.equal(String(html`${['<', [html`<br>`, null]]}`), '&lt;<br>');
});

/** However an address begins, is broken up and written in capitals. */
// oxlint-disable-next-line no-control-regex -- exactly those characters are meant
const blanks = fc.stringMatching(/^[\u0000-\u0020\u200b\u2028\ufeff]{0,3}$/);
const dangerous = fc
  .tuple(fc.constantFrom('javascript', 'vbscript', 'data', 'file', 'view-source', 'intent'), blanks, fc.nat(9), fc.boolean())
  .map(([scheme, blank, at, capitals]) => {
    const broken = scheme.slice(0, at) + blank.replaceAll(/[^\t\n\r]/g, '') + scheme.slice(at);
    return `${blank}${capitals ? broken.toUpperCase() : broken}:alert(1)`;
  });

test('SEC-8 an address that is code is refused in every attribute that a browser follows', () => {
  const places: readonly ((address: Renderable) => Html)[] = [
    (address) => html`<a href="${address}">x</a>`,
    (address) => html`<a class="b" HREF='${address}'>x</a>`,
    (address) => html`<a href = "${address}">x</a>`,
    (address) => html`<a href="  ${address}">x</a>`,
    (address) => html`<a title=">" href="${address}">x</a>`,
    (address) => html`<a title="${'"'}" href="${''}${address}">x</a>`,
    (address) => html`<a href="${false}${null}${address}">x</a>`,
    (address) => html`<form action="${address}"></form>`,
    (address) => html`<button formaction="${address}">x</button>`,
    (address) => html`<img src="${address}">`,
    (address) => html`<svg><a xlink:href="${address}"></a></svg>`,
    (address) => html`<object data="${address}"></object>`,
    (address) => html` href="${address}"`,
    (address) => html`<a href="${html`${address}`}">x</a>`,
    (address) => html`<a href="${[address]}">x</a>`,
  ];
  fc.assert(
    fc.property(dangerous, fc.constantFrom(...places), (address, place) => {
      assert.throws(() => place(address), /html: (?:addresses with|only images)/, JSON.stringify(address));
    }),
    { numRuns: 500 },
  );
});

test('SEC-8 an address whose parts are harmless and whose whole is code is refused', () => {
  for (const [one, two] of [
    ['java', 'script:alert(1)'],
    ['javascript', ':alert(1)'],
    ['', 'javascript:alert(1)'],
  ])
    assert.throws(() => html`<a href="${one}${two}">x</a>`, /refused/);
  assert.throws(() => html`<a href="java${'script:alert(1)'}">x</a>`, /refused/);
  assert.equal(String(html`<a href="/x/${'javascript:alert(1)'}">x</a>`), '<a href="/x/javascript:alert(1)">x</a>');
});

test('SEC-8 ordinary addresses and small images pass', () => {
  const good = ['/a?b=c:d', 'https://a.kz/', 'HTTP://a', 'mailto:a@b.kz', 'tel:1414', '#x', '?x=javascript:y', '', 'a/b:c'];
  for (const address of good) assert.ok(String(html`<a href="${address}">x</a>`).includes('href='));
  assert.ok(String(html`<img src="${'data:image/png;base64,AA=='}">`).includes('data:image/png'));
  assert.throws(() => html`<img src="${'data:image/svg+xml;base64,AA=='}">`, /only images/);
});

test('SEC-8 a value never stands in a script, a style, a handler, a bare attribute or as text in a tag', () => {
  const value = 'x';
  const bad: readonly (() => Html)[] = [
    () => html`<script>${value}</script>`,
    () => html`<script>let a = 1; if (a < 2) ${value}</script>`,
    () => html`<script src="/a">${value}</script>`,
    () => html`<style>${value}</style>`,
    () => html`<STYLE>p { ${value} }</STYLE>`,
    () => html`<p onclick="${value}"></p>`,
    () => html`<p ONCLICK='a(${value})'></p>`,
    () => html`<p style="color:${value}"></p>`,
    () => html`<iframe srcdoc="${value}"></iframe>`,
    () => html`<p title=${value}></p>`,
    () => html`<p title= ${value}></p>`,
    () => html`<p ${value}></p>`,
    () => html`<p title="a" ${value}></p>`,
    () => html`<${value}></p>`,
    () => html`<p${value}></p>`,
    () => html`</${value}>`,
  ];
  for (const make of bad) assert.throws(make, TypeError, String(make));
  const good: readonly (() => Html)[] = [
    () => html`<script src="/a"></script><p>${value}</p>`,
    () => html`<p${html` hidden`}>${value}</p>`,
    () => html`<p${false}${undefined}>${value}</p>`,
    () => html`<h${2}>it's ${value}</h${2}>`,
    () => html`<p title="a > b">1 < ${value}</p>`,
    () => html`<p>a="${value}" onclick='${value}'</p>`,
  ];
  for (const make of good) assert.ok(String(make()).includes('x'), String(make));
});

test('SEC-8 data of an island cannot leave its script', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string(), (data, id) => {
      const markup = String(jsonScript(id, { data, end: '</script><script>' }));
      const [found, content = ''] =
        /^<script type="application\/json" id="[^"<>]*">([^<\u2028\u2029]*)<\/script>$/.exec(markup) ?? [];
      assert.ok(found !== undefined, markup);
      assert.deepEqual(JSON.parse(content), JSON.parse(JSON.stringify({ data, end: '</script><script>' })));
    }),
  );
});

test('SEC-8 trusted markup stays what it is', () => {
  assert.equal(String(html`<i>${trusted('<svg></svg>')}</i>`), '<i><svg></svg></i>');
});
