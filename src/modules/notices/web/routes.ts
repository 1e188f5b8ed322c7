import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { inTransaction } from '#kit/db';
import type { Db } from '#kit/db';
import type { Clock } from '#kit/clock';
import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { parse } from '#kit/http';
import type { Route } from '#kit/http';
import { formatDateTime, texts } from '#text';
import { buttonLink, emptyState, heading, layout, statusTag } from '#ui';
import type { NavigationItem, PageContext } from '#ui';
import { listNotices, markRead } from '../store.ts';
import type { Notice } from '../store.ts';

export interface NoticeRoutesOptions<Access extends string> {
  readonly db: Db;
  readonly clock: Clock;
  readonly access: Access;
  /** Whose notices a request may see. */
  readonly recipientOf: (request: FastifyRequest) => string;
  readonly navigation: (context: PageContext) => readonly NavigationItem[];
  /** Where the notices stand; in the cabinet unless said. */
  readonly url?: string;
  /** What an empty page says; of applications unless said. */
  readonly emptyText?: (context: PageContext) => string;
}

const pageSize = 20;

function noticeView(notice: Notice, context: PageContext): Html {
  const { locale } = context;
  const words = texts(locale).notices;
  const fresh = notice.readAt === null && statusTag({ tone: 'info', label: words.fresh });
  return html`<li><h2>${notice.title[locale]} ${fresh}</h2><p class="bt-muted">${formatDateTime(notice.createdAt, locale)}</p><p>${notice.body[locale]}</p>${
    notice.link !== null &&
    html`<p><a class="ds-link" href="${notice.link}">${words.open}<span class="ds-sr-only">: ${notice.title[locale]}</span></a></p>`
  }</li>`;
}

interface Shown {
  readonly notices: readonly Notice[];
  readonly navigation: readonly NavigationItem[];
  readonly emptyText: string;
}

function page(context: PageContext, { notices, navigation, emptyText }: Shown): Html {
  const words = texts(context.locale).notices;
  const last = notices.length === pageSize ? notices.at(-1) : undefined;
  const earlier = last && buttonLink({ href: `?before=${last.id}`, label: words.earlier, variant: 'secondary' });
  const list =
    notices.length === 0
      ? emptyState({ title: words.empty, content: emptyText })
      : html`<ul class="bt-notices">${notices.map((notice) => noticeView(notice, context))}</ul>${earlier}`;
  return layout(context, { title: words.title, content: html`${heading({ title: words.title })}${list}`, navigation });
}

/** The cabinet's section «Хабарламалар» (CAB-8). What was shown counts as read. */
export function noticeRoutes<Access extends string>(options: NoticeRoutesOptions<Access>): Route<Access>[] {
  const { db, clock, access, recipientOf, navigation, url = '/cabinet/notices' } = options;
  const { emptyText = ({ locale }: PageContext) => texts(locale).notices.emptyText } = options;
  const handler = async (request: FastifyRequest): Promise<Html> => {
    const recipient = recipientOf(request);
    const { before } = parse(z.object({ before: z.uuid().optional() }), request.query);
    const notices = await listNotices(db, recipient, { limit: pageSize, before });
    const view = page(request.page, { notices, navigation: navigation(request.page), emptyText: emptyText(request.page) });
    const ids = notices.filter(({ readAt }) => readAt === null).map(({ id }) => id);
    if (ids.length > 0) await inTransaction(db, (tx) => markRead(tx, recipient, { ids, at: clock.now() }));
    return view;
  };
  return [{ method: 'GET', url, access, handler }];
}
