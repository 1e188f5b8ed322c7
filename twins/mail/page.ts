import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { formatDateTime, locales, texts } from '#text';
import type { Locale } from '#text';
import { webAddress } from './letters.ts';
import type { Letter } from './letters.ts';

const languages = { kk: 'Қазақша', ru: 'Русский', en: 'English' } as const satisfies Record<Locale, string>;

/** All letters on one page, newest first: what the system would have sent, to be read while trying it out. */
export function mailPage(letters: readonly Letter[], locale: Locale): Html {
  const words = texts(locale).twins.mail;
  return html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${words.title}</title>
<link rel="stylesheet" href="/mail.css">
</head>
<body>
<header>
<nav>${locales.map((one) => html`<a href="${`/?lang=${one}`}" lang="${one}" hreflang="${one}">${languages[one]}</a> `)}</nav>
<h1>${words.title}</h1>
<p>${words.intro} <a href="${`/?lang=${locale}`}">${words.refresh}</a></p>
</header>
<main>${letters.length === 0 ? html`<p>${words.empty}</p>` : letters.map((letter) => letterPart(letter, locale))}</main>
</body>
</html>`;
}

function letterPart(letter: Letter, locale: Locale): Html {
  const words = texts(locale).twins.mail;
  const formatted =
    letter.html !== undefined &&
    html`<details><summary>${words.formatted}</summary><iframe sandbox="allow-popups" loading="lazy" src="/letters/${letter.id}" title="${words.formatted}"></iframe></details>`;
  const attachments = letter.attachments.length > 0 && html`<p>${words.attachments}: ${letter.attachments.join(', ')}</p>`;
  return html`<article id="${letter.id}">
<h2>${letter.subject || words.noSubject}</h2>
<p><time datetime="${letter.at.toISOString()}">${formatDateTime(letter.at, locale)}</time> · ${words.from}: ${letter.from} · ${words.to}: ${letter.to.join(', ')}</p>
<div class="text">${withLinks(letter.text)}</div>
${attachments}${formatted}
</article>`;
}

/** The text with its web addresses made clickable; all of it is escaped. */
function withLinks(text: string): Html[] {
  const parts: Html[] = [];
  let at = 0;
  for (const found of text.matchAll(webAddress)) {
    const [address] = found;
    parts.push(html`${text.slice(at, found.index)}`, html`<a href="${address}" rel="noreferrer">${address}</a>`);
    at = found.index + address.length;
  }
  parts.push(html`${text.slice(at)}`);
  return parts;
}

export const mailStyles = `:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-width: 48rem; margin: 0 auto; padding: 1rem; }
article { border: 1px solid; border-radius: .5rem; padding: 0 1rem 1rem; margin: 1rem 0; overflow-wrap: anywhere; }
.text { white-space: pre-wrap; }
iframe { width: 100%; height: 24rem; border: 1px solid; background: #fff; }
h1 { font-size: 1.5rem; }
h2 { font-size: 1.125rem; }
`;
