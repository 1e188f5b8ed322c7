import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { formatDate, texts } from '#text';
import { alert, buttonGroup, buttonLink, emptyState, heading, layout, statusTag, table } from '#ui';
import type { NavigationItem, PageContext, StatusProps } from '#ui';
import { contentOf, isOver } from '../../issued-content.ts';
import { fileTypes } from '../../rules/content/examine.ts';
import { keptKindOf } from '../../rules/kept-kinds.ts';
import type { DocumentStatus, StoredDocument, StoredFile } from '../../store.ts';
import { fileSize } from '../file-size.ts';
import { documentPaths, keptPaths } from '../paths.ts';
import { spoken } from './verdict-page.ts';

/** What was just done, said once on the list. */
export type KeptDone = keyof ReturnType<typeof texts>['documents']['kept']['done'];

export interface KeptListProps {
  readonly issued: readonly StoredDocument[];
  readonly kept: readonly StoredFile[];
  readonly countLimit: number;
  readonly now: Date;
  readonly done: KeptDone | undefined;
  readonly navigation: readonly NavigationItem[];
}

/** The cabinet's section «Құжаттар»: what was issued to the person, then what the person keeps (CAB-3). */
export function keptListPage(context: PageContext, props: KeptListProps): Html {
  const { locale } = context;
  const words = texts(locale).documents.kept;
  const done = props.done !== undefined && alert({ locale, tone: 'success', content: words.done[props.done], live: 'status' });
  const content = html`${done}${heading({ title: words.title, lead: words.lead })}
<section><h2>${words.issued.title}</h2>${issuedView(context, props)}</section>
<section><h2>${words.own.title}</h2>${ownView(context, props)}</section>`;
  return layout(context, { title: words.title, content, width: 'wide', navigation: props.navigation });
}

const tones = { prepared: 'info', issued: 'success', annulled: 'danger', replaced: 'neutral' } as const satisfies Record<
  DocumentStatus,
  StatusProps['tone']
>;

function issuedView({ locale }: PageContext, { issued, now }: KeptListProps): Html {
  const { statuses, kept } = texts(locale).documents;
  const { title, none, name, number, status, date, signature, download } = kept.issued;
  if (issued.length === 0) return html`<p class="bt-muted">${none}</p>`;
  const rows = issued.map((document) => {
    const called = spoken(locale, contentOf(document).title);
    const over = document.status === 'issued' && isOver(document, now);
    const standing: StatusProps = over
      ? { tone: 'neutral', label: statuses.over }
      : { tone: tones[document.status], label: statuses[document.status] };
    return [
      html`<a class="ds-link" href="${documentPaths.open(document.id)}">${called}</a>`,
      html`<span class="bt-number">${document.number}</span>`,
      statusTag(standing),
      formatDate(document.issuedAt, locale),
      html`<a class="ds-link" href="${documentPaths.signature(document.id)}">${download}<span class="ds-sr-only">: ${document.number}</span></a>`,
    ];
  });
  const columns = [
    { label: name },
    { label: number, nowrap: true },
    { label: status },
    { label: date, nowrap: true },
    { label: signature },
  ];
  return table({ caption: title, captionHidden: true, columns, rows });
}

function ownView({ locale }: PageContext, { kept, countLimit }: KeptListProps): Html {
  const { kinds, add, own } = texts(locale).documents.kept;
  const adding = buttonLink({ href: keptPaths.add, label: add.title });
  if (kept.length === 0) return emptyState({ title: own.none, content: own.noneText, action: adding });
  const rows = kept.map((file) => [
    html`<a class="ds-link" href="${keptPaths.document(file.id)}">${file.title}</a>`,
    kinds[keptKindOf(file.kind)],
    fileTypes[file.type].label,
    fileSize(file.size, locale),
    formatDate(file.createdAt, locale),
  ]);
  const columns = [
    { label: own.name },
    { label: own.kind },
    { label: own.type },
    { label: own.size, nowrap: true },
    { label: own.date, nowrap: true },
  ];
  const isFull = kept.length >= countLimit;
  return html`${table({ caption: own.title, captionHidden: true, columns, rows })}
<p class="bt-muted">${own.count(kept.length, countLimit)}</p>${isFull ? html`<p>${add.full(countLimit)}</p>` : buttonGroup(adding)}`;
}
