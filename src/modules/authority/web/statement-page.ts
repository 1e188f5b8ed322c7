import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { locales, texts } from '#text';
import type { Locale } from '#text';
import { policies, timeStampPolicy } from '../rules/identifiers.ts';

const numbers = { ...policies, timeStamps: timeStampPolicy } as const;

/** The practice statement that certificates point to: in all languages on one page, as whoever follows that address comes from anywhere. */
export function statementPage(): Html {
  const [first] = locales;
  return html`<!doctype html>
<html lang="${first}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${texts(first).authority.statement.title}</title></head>
<body><main>${locales.map(article)}</main></body>
</html>`;
}

function article(locale: Locale): Html {
  const { title, paragraphs, identifiers, policies: meanings } = texts(locale).authority.statement;
  const names = Object.keys(numbers) as (keyof typeof numbers)[];
  return html`<article lang="${locale}">
<h1>${title}</h1>
${paragraphs.map((paragraph) => html`<p>${paragraph}</p>`)}
<h2>${identifiers}</h2>
<dl>${names.map((name) => html`<dt>${numbers[name]}</dt><dd>${meanings[name]}</dd>`)}</dl>
</article>`;
}
