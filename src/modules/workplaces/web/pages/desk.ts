import { html } from '#kit/html';
import type { Html, Renderable } from '#kit/html';
import { formatDateTime, texts } from '#text';
import type { Locale } from '#text';
import { alert, button, buttonGroup, buttonLink, desk as deskPart, facts, form, layout, queue, row } from '#ui';
import type { PageContext, QueueItem, Tone } from '#ui';
import type { DeskModel } from '../desk-model.ts';
import { typedBefore } from '../decision-form.ts';
import { paths } from '../place.ts';
import { decisionForm, passForms, typedView } from './decision.ts';
import type { DecisionProps } from './decision.ts';
import { waitingForConsumer } from './enquiries.ts';
import { askForm, complaintView, extendForm } from './handling.ts';
import type { EnteredHandling } from './handling.ts';
import { keysIsland, keysView } from './keys.ts';
import { workplaceNavigation } from './navigation.ts';
import type { EnteredNote } from './notes.ts';
import { requestView } from './request.ts';
import { clockView, nameOf, standingView } from './standing.ts';

/** What a desk says about what was just done. */
export interface DeskMessage {
  readonly tone: Tone;
  readonly title?: string;
  readonly text: string;
}

export interface DeskProps {
  readonly desk: DeskModel;
  readonly message?: DeskMessage | undefined;
  /** What was typed and is wrong, or could not be stored. */
  readonly entered?: DecisionProps | undefined;
  readonly passError?: string | undefined;
  /** A form beside the decision that lacks something. */
  readonly handled?: EnteredHandling | undefined;
  readonly noted?: EnteredNote | undefined;
  /** Address of the next request that waits for this officer; undefined: not asked for, null: there is none. */
  readonly next?: string | null | undefined;
}

function neighbours(desk: DeskModel, locale: Locale): Html {
  const words = texts(locale).workplaces.desk;
  const at = desk.neighbours.findIndex(({ id }) => id === desk.application.id);
  const items = desk.neighbours.map((application, index): QueueItem => {
    const meta = html`<span class="bt-number">${application.number ?? ''}</span>`;
    const clock = clockView(application, desk, locale);
    return {
      href: paths.desk(application.id, desk.place),
      title: application.consumerName,
      meta: clock === undefined ? html`${meta} ${standingView(application, desk, locale)}` : meta,
      deadline: clock === undefined ? undefined : { ...clock, until: undefined },
      current: index === at,
      key: index === at + 1 ? 'j' : index === at - 1 ? 'k' : undefined,
    };
  });
  const title = texts(locale).workplaces.queues.names[desk.place.queue];
  return html`<h2><a class="ds-link" href="${paths.queue(desk.place)}">${title}</a></h2>${items.length > 0 ? queue(items) : html`<p class="bt-muted">${words.noOthers}</p>`}`;
}

function takeForm({ application, place }: DeskModel, locale: Locale): Html {
  const words = texts(locale).workplaces.take;
  return html`<p>${words.free}</p>${form({ action: paths.act(application.id, 'take', place), content: buttonGroup(html`<span data-key="t">${button({ label: words.action })}</span>`) })}`;
}

function waiting(desk: DeskModel, shown: { entered: EnteredHandling | undefined; locale: Locale }): Html {
  const { locale } = shown;
  const { application, preparation, officer, regulation, place } = desk;
  const words = texts(locale).workplaces.sent;
  const output = regulation.outputs.find(({ id }) => id === preparation.output);
  const sentAt = preparation.sentAt === undefined ? '—' : formatDateTime(preparation.sentAt, locale);
  const about = facts([
    { term: texts(locale).workplaces.decision.output, value: output?.name[locale] ?? '—' },
    { term: words.by, value: nameOf(desk, preparation.preparedBy, locale) },
    { term: words.at, value: sentAt },
  ]);
  const link = buttonLink({ href: paths.act(application.id, 'sign', place), label: words.toSign });
  const toSign = buttonGroup(html`<span data-key="s">${link}</span>`);
  return html`${about}${officer.roles.includes('head') ? toSign : html`<p>${words.waiting}</p>`}${extendForm(desk, shown)}`;
}

function decided(desk: DeskModel, locale: Locale): Html {
  const { application, regulation, document, preparation } = desk;
  const words = texts(locale).workplaces;
  const output = regulation.outputs.find(({ id }) => id === document?.output);
  const about = facts([
    { term: words.decided.signed, value: output?.name[locale] ?? '—' },
    { term: words.sign.number, value: html`<span class="bt-number">${document?.number ?? '—'}</span>` },
    { term: words.sent.by, value: nameOf(desk, preparation.preparedBy, locale) },
    {
      term: words.decided.at,
      value: application.decidedAt === undefined ? '—' : formatDateTime(application.decidedAt, locale),
    },
  ]);
  const open = buttonLink({
    href: paths.part(application.id, 'document.pdf'),
    label: words.decided.document,
    variant: 'secondary',
  });
  return html`${row(standingView(application, desk, locale))}${about}${document !== undefined && buttonGroup(open)}`;
}

function panel(props: DeskProps, locale: Locale): Renderable {
  const { desk, entered } = props;
  const { application, officer, preparation } = desk;
  const { awaits, holderId } = application;
  const words = texts(locale).workplaces.take;
  const shown = { entered: props.handled, locale };
  if (application.decidedAt !== undefined) return html`${decided(desk, locale)}${complaintView(desk, shown)}`;
  if (application.status === 'withdrawn') return html`<p>${texts(locale).handling.withdrawnDesk}</p>`;
  if (awaits === 'consumer') return waitingForConsumer(desk, locale);
  if (awaits === 'signatory') return waiting(desk, shown);
  if (awaits !== 'officer') return html`<p>${words.waitsForSystem}</p>`;
  if (holderId === officer.id) {
    const given = entered ?? { typed: typedBefore(preparation), errors: [] };
    return html`${decisionForm(desk, given, locale)}${askForm(desk, shown)}${extendForm(desk, shown)}${passForms(desk, locale, props.passError)}`;
  }
  if (holderId !== undefined) return html`<p>${words.held(nameOf(desk, holderId, locale))}</p>`;
  return officer.roles.includes('specialist') ? takeForm(desk, locale) : html`<p>${words.headOnly}</p>`;
}

/** On to the next request without the mouse: the link has the focus when the page opens. */
function nextView({ desk, next }: DeskProps, locale: Locale): Html | undefined {
  if (next === undefined) return undefined;
  const words = texts(locale).workplaces;
  if (next === null)
    return html`<p>${words.sent.none} <a class="ds-link" href="${paths.queue(desk.place)}" autofocus>${words.desk.back}</a></p>`;
  const label = desk.officer.roles.includes('specialist') ? words.sent.next : words.sign.next;
  return html`<p><a class="ds-button" href="${next}" autofocus>${label}</a></p>`;
}

function messageView(props: DeskProps, locale: Locale): Html | undefined {
  const { message } = props;
  if (message === undefined) return undefined;
  const { tone, title, text } = message;
  const content = html`<p>${text}</p>${nextView(props, locale)}`;
  return alert({ locale, tone, title, content, live: tone === 'danger' ? 'alert' : 'status', level: 3 });
}

function hasErrors({ entered, handled, noted, passError }: DeskProps): boolean {
  const beside = (handled?.errors.length ?? 0) > 0 || noted !== undefined || passError !== undefined;
  return beside || (entered?.errors.length ?? 0) > 0;
}

/** An officer's desk: the queue, the request, the decision (WRK-1). */
export function deskView(context: PageContext, props: DeskProps): Html {
  const { locale } = context;
  const { desk, entered } = props;
  const words = texts(locale).workplaces.desk;
  // Typed for a decision that is not this officer's any more: shown once, to be copied.
  const lost = entered !== undefined && desk.views.length === 0 && typedView(desk, entered.typed, locale);
  const decision = html`<h2 id="decision" tabindex="-1">${words.decision}</h2>${messageView(props, locale)}${panel(props, locale)}${lost}`;
  return deskPage(context, { desk, middle: requestView(desk, locale, props.noted), decision, hasErrors: hasErrors(props) });
}

/** The desk's frame, for what stands in its middle and at its right. */
export function deskPage(
  context: PageContext,
  parts: { desk: DeskModel; middle: Renderable; decision: Renderable; hasErrors?: boolean; islands?: readonly string[] },
): Html {
  const { locale } = context;
  const { desk, middle, decision } = parts;
  const words = texts(locale).workplaces.desk;
  const skip = html`<a class="ds-skip-link" href="#decision">${words.toDecision}</a>`;
  const labels = { list: words.list, request: words.request, decision: words.decision };
  return layout(context, {
    title: `${desk.application.consumerName}, ${desk.regulation.passport.shortTitle[locale]}`,
    content: html`${skip}${deskPart({ labels, list: neighbours(desk, locale), request: middle, decision })}${keysView(locale)}`,
    width: 'full',
    hasErrors: parts.hasErrors,
    back: { href: paths.queue(desk.place), label: words.back },
    navigation: workplaceNavigation(context, 'requests'),
    islands: [...(parts.islands ?? ['forms']), keysIsland],
  });
}
