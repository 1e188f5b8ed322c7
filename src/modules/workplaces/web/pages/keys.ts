import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { texts } from '#text';
import type { Locale } from '#text';

/** Keys with what they do, in the order in which an officer meets them. */
const keys = [
  ['j', 'next'],
  ['k', 'previous'],
  ['o', 'enter'],
  ['t', 'take'],
  ['r', 'request'],
  ['d', 'decision'],
  ['m', 'ask'],
  ['n', 'note'],
  ['s', 'sign'],
  ['q', 'queue'],
  ['/', 'search'],
  ['1 … 8', 'queues'],
  ['?', 'help'],
] as const;

/** Island of the workplace's keys. */
export const keysIsland = 'keys';

/** The keys of the workplace, in a dialog that opens by `?` or by its button; without scripts there is neither. */
export function keysView(locale: Locale): Html {
  const words = texts(locale).shortcuts;
  const lines = keys.map(([key, act]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${words.acts[act]}</dd></div>`);
  return html`<birtereze-keys><p class="bt-keys"><button class="ds-button" data-variant="tertiary" type="button" data-open hidden>${words.open}</button></p>
<dialog class="bt-dialog" aria-labelledby="keys-title"><form method="dialog"><h2 id="keys-title">${words.title}</h2><p>${words.lead}</p><dl class="bt-facts" data-layout="rows">${lines}</dl>
<div class="ds-field bt-choice"><input class="ds-input" type="checkbox" id="keys-enabled" checked><label class="ds-label" data-weight="regular" for="keys-enabled">${words.enabled}</label></div>
<div class="bt-buttons"><button class="ds-button" type="submit" autofocus>${words.close}</button></div></form></dialog></birtereze-keys>`;
}
