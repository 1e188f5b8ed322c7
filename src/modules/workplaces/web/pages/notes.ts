import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { formatDateTime, texts } from '#text';
import type { Locale } from '#text';
import { button, buttonGroup, form, textarea, writtenIn } from '#ui';
import type { DeskModel } from '../desk-model.ts';
import { paths } from '../place.ts';
import { nameOf } from './standing.ts';

/** Longest note, in signs. */
export const longestNote = 2_000;

/** A note that was sent without words, or is to be written again. */
export interface EnteredNote {
  readonly text: string;
  readonly error: string;
}

/** Notes of officers for each other, and one more; open where there are some or one is being written (WRK-1). */
export function notesView(desk: DeskModel, entered: EnteredNote | undefined, locale: Locale): Html {
  const words = texts(locale).handling.notes;
  const { notes, nextNote } = desk.handling;
  const items = notes.map(
    ({ officerId, at, text }) =>
      html`<li><p class="bt-written"${writtenIn(text)}>${text}</p><span class="bt-muted">${nameOf(desk, officerId, locale)}, ${formatDateTime(at, locale)}</span></li>`,
  );
  const field = textarea({
    locale,
    name: 'note',
    label: words.text,
    hint: words.lead,
    value: entered?.text,
    error: entered?.error,
    rows: 2,
    maxLength: longestNote,
  });
  const action = paths.act(desk.application.id, 'notes', desk.place);
  const content = html`${field}${buttonGroup(button({ label: words.submit, variant: 'secondary' }))}`;
  const writing = form({ action, hidden: { id: nextNote }, content });
  const isOpen = notes.length > 0 || entered !== undefined;
  const open = isOpen ? html` open` : '';
  return html`<details class="ds-details bt-details" id="notes"${open}><summary data-key="n">${words.title(notes.length)}</summary><div>${notes.length > 0 && html`<ul class="bt-list">${items}</ul>`}${writing}</div></details>`;
}
