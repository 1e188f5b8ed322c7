import { html } from '#kit/html';
import type { Html } from '#kit/html';
import type { Body } from '#identity';
import { fileSize } from '#documents';
import type { StoredDocument, StoredFile } from '#documents';
import { channelOf, limitText, openSteps, pathToResult, stepOf } from '#regulations';
import type { Output, ReadableRequest, Regulation, Step, WorkingCalendar } from '#regulations';
import { formatDate, formatDateTime, texts } from '#text';
import type { Locale } from '#text';
import {
  alert,
  buttonGroup,
  buttonLink,
  details,
  documentCard,
  donePanel,
  errorSummary,
  facts,
  heading,
  layout,
  statusTag,
  timeline,
} from '#ui';
import type { Fact, PageContext, TimelineEvent } from '#ui';
import type { Party } from '../../rules/signing.ts';
import type { HistoryRecord } from '../../rules/history.ts';
import type { Application } from '../../store.ts';
import { cabinetNavigation } from './cabinet.ts';
import { partiesView } from './signing.ts';
import { afterView, doneView, neededView } from './card-after.ts';
import type { CardAfter, CardDone, EnteredAfter } from './card-after.ts';
import { statusOf } from './status.ts';
import { whyDueView } from './why-due.ts';

export interface CardProps {
  readonly application: Application;
  readonly regulation: Regulation;
  readonly body: Body;
  readonly readable: ReadableRequest;
  readonly files: readonly StoredFile[];
  /** Everybody who signed it (FRM-9). */
  readonly parties: readonly Party[];
  readonly history: readonly HistoryRecord[];
  readonly document: StoredDocument | undefined;
  readonly calendar: WorkingCalendar;
  /** Just sent: the number and what happens next stand first (APP-7). */
  readonly fresh: boolean;
  readonly after: CardAfter;
  readonly done: CardDone | undefined;
  readonly entered: EnteredAfter | undefined;
}

/** A step in the words for people: what it does, neither its number nor its sentence in the annex. */
function eventOf(step: Step, props: CardProps, locale: Locale): TimelineEvent {
  const { application, regulation, history } = props;
  const title = texts(locale).regulations.acts[step.act];
  const done = history.find(({ kind, facts: { step: number } }) => kind === 'stepDone' && number === step.number);
  if (done !== undefined) return { title, state: 'done', at: formatDateTime(done.at, locale) };
  const [open] = openSteps(regulation, application.state);
  const limit = step.limit && limitText(step.limit, locale);
  if (open?.step.number !== step.number) return { title, state: 'todo', at: limit };
  return {
    title,
    state: 'current',
    at: awaited(props, locale),
    ...(limit === undefined ? {} : { content: html`<p class="bt-muted">${limit}</p>` }),
  };
}

function awaited({ application }: CardProps, locale: Locale): string {
  const words = texts(locale).applications.card;
  const of = application.awaits === undefined ? '' : words.awaited[application.awaits];
  if (application.pausedAt !== undefined) return `${of}. ${texts(locale).handling.clock.stopped}`;
  return application.dueAt === undefined ? of : `${of}, ${words.until(formatDateTime(application.dueAt, locale))}`;
}

/** The way of the application: to the result while it is open, the way that it took when it is decided. */
function wayOf(props: CardProps, locale: Locale): readonly TimelineEvent[] {
  const { application, regulation, history } = props;
  const channel = channelOf(regulation, application.channel);
  const begun = new Set(history.filter(({ kind }) => kind === 'stepBegun').map(({ facts: { step } }) => Number(step)));
  const path = pathToResult(channel).filter(({ act }) => act !== 'signIn');
  const taken = [...begun].sort((a, b) => a - b).map((number) => stepOf(channel, number));
  const shown = application.state.stage === 'ended' ? taken : path;
  const events = shown.map((step) => eventOf(step, props, locale));
  const condition = application.state.stage === 'condition' ? judgement(props, locale) : [];
  const at = shown.findIndex(({ number }) => number === application.state.step);
  return [...events.slice(0, at + 1), ...condition, ...events.slice(at + 1)];
}

/** While a condition is judged no step is open: the judgement itself is what is awaited. */
function judgement(props: CardProps, locale: Locale): TimelineEvent[] {
  const [open] = openSteps(props.regulation, props.application.state);
  if (open?.condition === undefined) return [];
  const { withdrawn } = texts(locale).regulations.status;
  if (props.application.status === 'withdrawn') return [{ title: withdrawn, state: 'stopped' }];
  return [{ title: texts(locale).regulations.judges[open.condition.judge], state: 'current', at: awaited(props, locale) }];
}

/** Where the document names a place in a queue, it is that of the moment at which it was made: the one of now is a link away (WRK-5). */
function queueNow(output: Output | undefined, locale: Locale): Html | undefined {
  const named = output?.facts.some(({ source }) => source.from === 'register' && source.field === 'position') ?? false;
  if (!named) return undefined;
  const words = texts(locale).applications.card;
  return html`<p>${words.positionThen} <a class="ds-link" href="/cabinet/queue">${words.positionNow}</a></p>`;
}

function resultView({ application, regulation, body, document }: CardProps, locale: Locale): Html | undefined {
  if (document === undefined || document.status === 'prepared') return undefined;
  const words = texts(locale).applications.card;
  const output = regulation.outputs.find(({ id }) => id === document.output);
  const base = `/applications/${application.id}/result`;
  const card = documentCard({
    locale,
    title: output?.name[locale] ?? document.number,
    number: document.number,
    issued: formatDate(document.issuedAt, locale),
    issuer: body.name[locale],
    status: statusOf(application.status, locale),
    actions: html`${buttonLink({ href: `${base}.pdf`, label: words.viewResult })}${buttonLink({ href: `${base}.cms`, label: words.downloadSignature, variant: 'secondary', download: `${document.number}.pdf.cms` })}`,
  });
  return html`${card}${queueNow(output, locale)}`;
}

function aboutOf({ application, regulation, body }: CardProps, locale: Locale): Fact[] {
  const words = texts(locale).applications.card;
  const moment = (at: Date | undefined): string => (at === undefined ? '—' : formatDateTime(at, locale));
  return [
    { term: words.status, value: statusTag(statusOf(application.status, locale)) },
    {
      term: words.number,
      value:
        application.number === undefined ? words.awaitingNumber : html`<strong class="bt-number">${application.number}</strong>`,
    },
    {
      term: words.due,
      value: application.pausedAt === undefined ? moment(application.dueAt) : texts(locale).handling.clock.stopped,
    },
    { term: words.sent, value: moment(application.sentAt) },
    ...(application.decidedAt === undefined ? [] : [{ term: words.decided, value: moment(application.decidedAt) }]),
    { term: words.service, value: regulation.passport.title[locale] },
    { term: words.provider, value: body.name[locale] },
  ];
}

function contentsOf({ application, regulation, readable, files, parties }: CardProps, locale: Locale): Html {
  const words = texts(locale).applications.card;
  const base = `/applications/${application.id}`;
  const lines = [...readable.consumer, ...readable.pages.flatMap((page) => page.lines)];
  const list = files.map(
    (file) =>
      html`<li><a class="ds-link" href="${base}/files/${file.id}">${file.name}</a> <span class="bt-muted">${fileSize(file.size, locale)}</span></li>`,
  );
  const parts = [
    { href: `${base}/request.txt`, label: words.requestText },
    { href: `${base}/request.json`, label: words.requestBytes },
    { href: `${base}/request.cms`, label: words.requestSignature },
    ...parties.slice(1).map(({ name }, place) => {
      return { href: `${base}/signers/${place + 1}.cms`, label: texts(locale).signers.card.signature(name) };
    }),
  ];
  const signed =
    parties.length > 1 && html`<h2>${texts(locale).signers.card.title}</h2>${partiesView(parties, { regulation, locale })}`;
  return html`<h2>${words.data}</h2>${facts(lines.map(({ label, value }) => ({ term: label, value })))}
<h2>${words.files}</h2>${files.length > 0 ? html`<ul class="bt-files">${list}</ul>` : html`<p>${words.noFiles}</p>`}
${signed}${details({ summary: words.request, content: html`<ul>${parts.map(({ href, label }) => html`<li><a class="ds-link" href="${href}" download>${label}</a></li>`)}</ul>` })}`;
}

/** The card of an application: result first when there is one, what is awaited from whom until when (CAB-6). */
export function cardView(context: PageContext, props: CardProps): Html {
  const { locale } = context;
  const { application, regulation, body, fresh } = props;
  const words = texts(locale).applications.card;
  const number = application.number === undefined ? undefined : { label: words.number, value: application.number };
  const head = fresh
    ? html`${donePanel({ title: words.sentTitle, number })}${alert({ locale, tone: 'info', title: words.next, content: words.nextText(body.name[locale]) })}`
    : heading({ title: regulation.passport.shortTitle[locale], caption: words.title });
  const live = html`<birtereze-live data-events="/applications/${application.id}/live"><div data-live>${head}${neededView(props, locale)}${resultView(props, locale)}
${facts(aboutOf(props, locale))}${whyDueView(props, locale)}
<h2>${words.progress}</h2>${timeline({ locale, events: wayOf(props, locale) })}</div></birtereze-live>`;
  const errors = props.entered?.errors ?? [];
  const content = html`${errorSummary({ locale, errors })}${props.done !== undefined && doneView(props.done, locale)}${live}
${buttonGroup(buttonLink({ href: `/applications/${application.id}`, label: words.refresh, variant: 'secondary' }))}
${afterView(props, locale)}${contentsOf(props, locale)}<p>${words.contact}</p>`;
  return layout(context, {
    title: `${regulation.passport.shortTitle[locale]}${application.number === undefined ? '' : ` ${application.number}`}`,
    content,
    navigation: cabinetNavigation(context, 'applications'),
    back: { href: '/applications' },
    hasErrors: errors.length > 0,
    islands: ['live', 'forms'],
  });
}
