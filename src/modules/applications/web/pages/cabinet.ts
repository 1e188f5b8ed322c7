import { html } from '#kit/html';
import type { Html } from '#kit/html';
import type { Activity, PersonActor } from '#identity';
import { formatIin, formatName } from '#subjects';
import { formatDate, formatDateTime, texts } from '#text';
import { buttonLink, emptyState, facts, filters, heading, layout, pagination, select, statusTag, table, textField } from '#ui';
import type { NavigationItem, PageContext } from '#ui';
import { publicStatuses } from '#regulations';
import type { Regulation } from '#regulations';
import type { Application, Draft } from '../../store.ts';
import { statusOf } from './status.ts';

export type CabinetSection = 'cabinet' | 'services' | 'applications' | 'queue' | 'documents' | 'notices' | 'access' | 'settings';

/** The sections of the cabinet (CAB-1). */
export function cabinetNavigation(context: PageContext, current: CabinetSection): NavigationItem[] {
  const words = texts(context.locale).applications.sections;
  const unread = context.person?.unread ?? 0;
  return [
    { href: '/cabinet', label: words.cabinet, current: current === 'cabinet' },
    { href: '/services', label: words.catalogue, current: current === 'services' },
    { href: '/applications', label: words.applications, current: current === 'applications' },
    { href: '/cabinet/queue', label: words.queue, current: current === 'queue' },
    { href: '/cabinet/documents', label: words.documents, current: current === 'documents' },
    { href: '/cabinet/notices', label: words.notices, current: current === 'notices', ...(unread > 0 ? { count: unread } : {}) },
    { href: '/cabinet/access', label: words.access, current: current === 'access' },
    { href: '/cabinet/settings', label: words.settings, current: current === 'settings' },
  ];
}

/** An application with the regulation by which it runs, for lists. */
export interface ListedApplication {
  readonly application: Application;
  readonly regulation: Regulation;
}

export interface ListedDraft {
  readonly draft: Draft;
  readonly regulation: Regulation;
}

function applicationsTable(context: PageContext, listed: readonly ListedApplication[], caption: string): Html {
  const { locale } = context;
  const words = texts(locale).applications;
  const { name, date, status, due, result } = words.list;
  const rows = listed.map(({ application, regulation }) => {
    const { id, number, dueAt, documentId } = application;
    const numbered = number !== undefined && html`<br><span class="bt-muted bt-number">${number}</span>`;
    return [
      html`<a class="ds-link" href="/applications/${id}">${regulation.passport.shortTitle[locale]}</a>${numbered}`,
      formatDate(application.sentAt, locale),
      statusTag(statusOf(application.status, locale)),
      dueAt === undefined ? '—' : formatDateTime(dueAt, locale),
      documentId === undefined
        ? '—'
        : html`<a class="ds-link" href="/applications/${id}/result.pdf">${words.card.viewResult}</a>`,
    ];
  });
  const columns = [{ label: name }, { label: date, nowrap: true }, { label: status }, { label: due }, { label: result }];
  return table({ caption, captionHidden: true, columns, rows });
}

function draftsView(context: PageContext, drafts: readonly ListedDraft[]): Html | undefined {
  if (drafts.length === 0) return undefined;
  const { locale } = context;
  const words = texts(locale).applications;
  const items = drafts.map(
    ({ draft, regulation }) =>
      html`<li><a class="ds-link" href="/applications/new?service=${draft.service}">${regulation.passport.shortTitle[locale]}</a> <span class="bt-muted">${formatDateTime(draft.updatedAt, locale)}</span></li>`,
  );
  return html`<section><h2>${words.list.drafts}</h2><ul class="bt-files">${items}</ul></section>`;
}

/** What waits for this person's signature (FRM-9). */
function toSignView(context: PageContext, listed: readonly ListedDraft[]): Html | undefined {
  if (listed.length === 0) return undefined;
  const { locale } = context;
  const words = texts(locale).signers.invited;
  const items = listed.map(
    ({ draft, regulation }) =>
      html`<li><a class="ds-link" href="/signing/${draft.id}">${regulation.passport.shortTitle[locale]}</a> <span class="bt-muted">${words.cabinetLine(draft.prepared?.consumer.name ?? '')}</span></li>`,
  );
  return html`<section><h2>${words.cabinet}</h2><ul class="bt-files">${items}</ul></section>`;
}

export interface CabinetProps {
  readonly person: PersonActor;
  readonly activities: readonly Activity[];
  readonly open: readonly ListedApplication[];
  readonly drafts: readonly ListedDraft[];
  readonly toSign: readonly ListedDraft[];
}

/** The cabinet's first page: the two blocks of the guide, and what is open (CAB-1). */
export function cabinetView(context: PageContext, props: CabinetProps): Html {
  const { locale } = context;
  const all = texts(locale);
  const words = all.applications;
  const { person, activities, open, drafts } = props;
  const about = facts([
    { term: words.cabinet.name, value: formatName(person.name) },
    { term: words.cabinet.iin, value: formatIin(person.iin) },
    { term: words.cabinet.email, value: person.email },
    { term: words.cabinet.level, value: words.cabinet.levels[person.level] },
  ]);
  const recent = activities.map(
    ({ kind, at, device, address }) =>
      html`<li>${all.identity.activities[kind] ?? kind}<br><span class="bt-muted">${formatDateTime(at, locale)}, ${device}, ${address}</span></li>`,
  );
  const none = emptyState({ title: words.cabinet.noOpen, action: buttonLink({ href: '/services', label: words.cabinet.find }) });
  const content = html`${heading({ title: words.sections.cabinet })}
<div class="bt-cabinet"><div><section><h2>${words.cabinet.about}</h2>${about}</section>
<section><h2>${words.cabinet.recent}</h2>${recent.length > 0 ? html`<ul class="bt-list">${recent}</ul>` : html`<p>${words.cabinet.noRecent}</p>`}</section></div>
<div>${toSignView(context, props.toSign)}${draftsView(context, drafts)}<section><h2>${words.cabinet.open}</h2>${open.length > 0 ? applicationsTable(context, open, words.cabinet.open) : none}
<p><a class="ds-link" href="/applications">${words.cabinet.all}</a></p></section></div></div>`;
  return layout(context, {
    title: words.sections.cabinet,
    content,
    width: 'wide',
    navigation: cabinetNavigation(context, 'cabinet'),
  });
}

export interface ListProps {
  readonly listed: readonly ListedApplication[];
  readonly drafts: readonly ListedDraft[];
  readonly total: number;
  readonly page: number;
  readonly pages: number;
  readonly query: Readonly<Record<string, string>>;
  readonly searched: boolean;
}

/** «Қызметтерді алу тарихы» (CAB-5). The filters stay in the address. */
export function listView(context: PageContext, props: ListProps): Html {
  const { locale } = context;
  const all = texts(locale);
  const words = all.applications.list;
  const { listed, query, searched, page, pages } = props;
  const options = publicStatuses
    .filter((status) => status !== 'draft')
    .map((status) => ({ value: status, label: all.regulations.status[status] }));
  const search = filters({
    locale,
    action: '/applications',
    reset: '/applications',
    content: html`${textField({ locale, name: 'q', label: words.search, value: query['q'], type: 'search' })}
${select({ locale, name: 'status', label: words.status, options, placeholder: words.anyStatus, value: query['status'] })}
${textField({ locale, name: 'from', label: words.from, value: query['from'], width: 'sm' })}
${textField({ locale, name: 'to', label: words.to, value: query['to'], width: 'sm' })}`,
  });
  const empty = searched
    ? emptyState({ title: words.nothingFound, content: words.nothingFoundText })
    : emptyState({
        title: words.empty,
        content: words.emptyText,
        action: buttonLink({ href: '/services', label: all.applications.cabinet.find }),
      });
  const address = (to: number): string => `/applications?${new URLSearchParams({ ...query, page: String(to) })}`;
  const content = html`${heading({ title: words.title })}${draftsView(context, props.drafts)}${(searched || listed.length > 0) && search}
${listed.length > 0 ? applicationsTable(context, listed, words.title) : empty}
${pages > 1 && pagination({ locale, page, pages, href: address })}`;
  return layout(context, { title: words.title, content, width: 'wide', navigation: cabinetNavigation(context, 'applications') });
}
