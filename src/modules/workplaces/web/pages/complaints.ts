import type { Application, Complaint } from '#applications';
import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { formatDateTime, texts } from '#text';
import { emptyState, heading, layout, table } from '#ui';
import type { PageContext } from '#ui';
import { paths } from '../place.ts';
import type { Place } from '../place.ts';
import { keysIsland, keysView } from './keys.ts';
import { workplaceNavigation } from './navigation.ts';

export interface ListedComplaint {
  readonly complaint: Complaint;
  readonly application: Application;
}

const decided: Place = { queue: 'decided', words: '', page: 1 };
/** Signs of a complaint that tell it from others in a list. */
const beginning = 120;

/** Complaints that wait for the head, the oldest first. */
export function complaintsView(context: PageContext, listed: readonly ListedComplaint[]): Html {
  const { locale } = context;
  const words = texts(locale).handling.complaints;
  const rows = listed.map(({ complaint, application }) => [
    html`<a class="ds-link" href="${`${paths.desk(application.id, decided)}#complaint`}">${application.consumerName}</a>`,
    html`<span class="bt-number">${application.number}</span>`,
    formatDateTime(complaint.filedAt, locale),
    complaint.text.length > beginning ? `${complaint.text.slice(0, beginning)}…` : complaint.text,
  ]);
  const columns = [
    { label: words.consumer },
    { label: words.number, nowrap: true },
    { label: words.filed, nowrap: true },
    { label: words.text },
  ];
  const list =
    rows.length === 0
      ? emptyState({ title: words.empty, content: words.emptyText })
      : table({ caption: words.title, captionHidden: true, columns, rows, dense: true });
  return layout(context, {
    title: words.title,
    content: html`${heading({ title: words.title })}${list}${keysView(locale)}`,
    width: 'full',
    islands: [keysIsland],
    navigation: workplaceNavigation(context, 'complaints'),
  });
}
