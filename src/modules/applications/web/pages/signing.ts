import { html } from '#kit/html';
import type { Html, Renderable } from '#kit/html';
import { fileSize } from '#documents';
import { readableRequest, readableText, signerOf } from '#regulations';
import type { Regulation } from '#regulations';
import { formatDate, formatDateTime, texts } from '#text';
import type { Locale } from '#text';
import {
  alert,
  button,
  buttonGroup,
  buttonLink,
  details,
  donePanel,
  facts,
  form,
  heading,
  layout,
  statusTag,
  taskList,
  textarea,
} from '#ui';
import type { FieldError, PageContext, Task, Tone } from '#ui';
import type { InvitationState, Party } from '../../rules/signing.ts';
import type { SigningView } from '../../view-signing.ts';
import { cabinetNavigation } from './cabinet.ts';
import { draftPaths } from './draft.ts';
import { statusOf } from './status.ts';

/** Addresses of a request for those who sign it. */
export const signingPaths = {
  view: (id: string) => `/signing/${id}`,
  live: (id: string) => `/signing/${id}/live`,
  text: (id: string) => `/signing/${id}/request.txt`,
  file: (id: string, file: string) => `/signing/${id}/files/${file}`,
  sign: (id: string) => `/signing/${id}/sign`,
  decline: (id: string) => `/signing/${id}/decline`,
  withdraw: (id: string) => `/signing/${id}/withdraw`,
} as const;

const tones = { signed: 'success', invited: 'info', declined: 'danger', withdrawn: 'warning' } as const satisfies Record<
  InvitationState,
  Tone
>;

type About = Pick<SigningView, 'regulation'> & { readonly locale: Locale };

/** «Жұбайы», «өтініш беруші», and for whom the same signature speaks. */
function roleOf({ signer, represents }: Party, { regulation, locale }: About): string[] {
  const words = texts(locale).signers;
  const definition = (id: string) => signerOf(regulation.form.signers, { id });
  const own = signer === undefined ? words.applicant : (definition(signer.id)?.role[locale] ?? signer.id);
  const agrees = signer && definition(signer.id)?.agrees?.[locale];
  const represented = represents.map(({ id, name }) => {
    const said = definition(id)?.agrees?.[locale];
    return said === undefined ? words.progress.representsPlain(name) : words.progress.represents(name, said);
  });
  return [agrees === undefined ? own : `${own}: ${words.progress.says(agrees)}`, ...represented];
}

/** When somebody signed, with which certificate, and that it was verified. */
function proofOf(party: Party, locale: Locale): string[] {
  const words = texts(locale).signers.progress;
  if (party.signedAt === undefined || party.signerSerial === undefined)
    return party.reason === undefined ? [] : [words.reason(party.reason)];
  const at = formatDateTime(party.signedAt, locale);
  return [party.stamped ? `${at}, ${words.stamped}` : at, words.certificate(party.signerSerial), words.verified];
}

/** Everybody who signs, what as, and how far each is. */
export function partiesView(parties: readonly Party[], about: About): Html {
  const { locale } = about;
  const words = texts(locale).signers.progress;
  const tasks = parties.map((party): Task => {
    const lines = [...roleOf(party, about), ...proofOf(party, locale)];
    return {
      title: party.name,
      hint: html`${lines.map((line) => html`<div>${line}</div>`)}`,
      status: { tone: tones[party.state], label: words.states[party.state] },
    };
  });
  return taskList(tasks);
}

/** What is signed, to be read by those who sign it. */
function requestView({ id, regulation, contents, files }: SigningView, locale: Locale): Html {
  const words = texts(locale).applications;
  const readable = readableRequest(regulation, contents, locale);
  const lines = [...readable.consumer, ...readable.pages.flatMap((page) => page.lines)];
  const titleOf = (kind: string): string =>
    regulation.passport.requiredDocuments.find((document) => document.id === kind)?.title[locale] ?? '';
  const list = files.map(
    (file) =>
      html`<li><a class="ds-link" href="${signingPaths.file(id, file.id)}">${file.name}</a> <span class="bt-muted">${fileSize(file.size, locale)} · ${titleOf(file.kind)}</span></li>`,
  );
  // What is signed is the text in the language in which the applicant reviewed it.
  const signed = readableText(readableRequest(regulation, contents, contents.locale), contents.locale);
  return html`<h2>${words.card.data}</h2>${facts(lines.map(({ label, value }) => ({ term: label, value })))}
<blockquote class="bt-statement"><p>${readable.addressee}</p><p>${readable.statement}</p></blockquote>
<h2>${words.card.files}</h2>${files.length > 0 ? html`<ul class="bt-files">${list}</ul>` : html`<p>${words.card.noFiles}</p>`}
${details({ summary: words.card.requestText, content: html`<pre class="bt-request">${signed}</pre><p><a class="ds-link" href="${signingPaths.text(id)}" download>${words.review.save}</a></p>` })}`;
}

function headOf(view: SigningView, locale: Locale): Html {
  const words = texts(locale).signers;
  const { application, contents, regulation, isApplicant } = view;
  if (application !== undefined) {
    const { number } = application;
    const numbered = number === undefined ? undefined : { label: texts(locale).applications.card.number, value: number };
    const card = isApplicant && html`<p><a class="ds-link" href="/applications/${view.id}">${words.sent.card}</a></p>`;
    const state = html`<p>${words.sent.status}: ${statusTag(statusOf(application.status, locale))}</p>`;
    const text = html`<p>${words.sent.text(contents.body.name[locale])}</p>`;
    return donePanel({ title: words.sent.title, number: numbered, content: html`${text}${state}${card}` });
  }
  const caption = regulation.passport.shortTitle[locale];
  return isApplicant
    ? heading({ title: words.progress.title, caption })
    : heading({ title: words.invited.title(contents.consumer.name), caption, lead: words.invited.lead });
}

/** How many have signed, who is awaited, and until when. */
function standing({ parties, until }: SigningView, locale: Locale): Html | undefined {
  if (until === undefined) return undefined;
  const words = texts(locale).signers.progress;
  const waiting = parties.filter(({ state }) => state !== 'signed').map(({ name }) => name);
  const signed = parties.length - waiting.length;
  return html`<p><strong>${words.count(signed, parties.length)}</strong> ${words.waitsFor(waiting.join('; '))}</p>
<p class="bt-muted">${words.until(formatDate(until, locale))}</p>`;
}

/** What this person can do now. */
function actionsOf(view: SigningView, { locale, iin }: { locale: Locale; iin: string }): Renderable {
  const words = texts(locale).signers;
  const { id, parties, isApplicant, until } = view;
  const own = parties.find((party) => party.iin === iin);
  if (until === undefined || own === undefined) return undefined;
  const change = isApplicant && buttonLink({ href: draftPaths.change(id), label: words.progress.change, variant: 'tertiary' });
  if (own.state === 'signed') {
    const withdraw = button({ label: words.progress.withdraw, variant: 'secondary' });
    return form({ action: signingPaths.withdraw(id), content: buttonGroup(withdraw, change) });
  }
  const sign = buttonLink({ href: isApplicant ? draftPaths.sign(id) : signingPaths.sign(id), label: words.progress.sign });
  const decline =
    !isApplicant &&
    own.state !== 'declined' &&
    buttonLink({ href: signingPaths.decline(id), label: words.invited.decline, variant: 'secondary' });
  return buttonGroup(sign, decline, change);
}

/** How to reach those who have not signed: the address is good for them alone. */
function reachView(view: SigningView, { locale, portalUrl }: { locale: Locale; portalUrl: string }): Html | undefined {
  const words = texts(locale).signers.progress;
  const { isApplicant, until, parties, id } = view;
  if (!isApplicant || until === undefined || parties.slice(1).every(({ state }) => state === 'signed')) return undefined;
  const address = `${portalUrl}${signingPaths.view(id)}`;
  return html`<section class="bt-section"><h2>${words.invite}</h2><p>${words.inviteText}</p><p>${words.link}: <a class="ds-link" href="${address}">${address}</a></p></section>`;
}

function refusedView({ isApplicant, parties, until }: SigningView, locale: Locale): Html | undefined {
  const words = texts(locale).signers.progress;
  if (until === undefined || !isApplicant || !parties.some(({ state }) => state === 'declined')) return undefined;
  return alert({ locale, tone: 'warning', title: words.declinedTitle, content: words.declinedText });
}

/** A request with several signers, for each of them: who has signed, what is signed, what one can do (FRM-9). It follows what the others do. */
export function signingView(context: PageContext, view: SigningView, by: { iin: string; portalUrl: string }): Html {
  const { locale } = context;
  const { regulation } = view;
  const words = texts(locale).signers;
  const title = `${words.card.title}: ${regulation.passport.shortTitle[locale]}`;
  const live = html`<birtereze-live data-events="${signingPaths.live(view.id)}"><div data-live>${headOf(view, locale)}${refusedView(view, locale)}
${standing(view, locale)}<h2>${view.until === undefined ? words.card.title : words.review.title}</h2>${partiesView(view.parties, { regulation, locale })}${actionsOf(view, { locale, iin: by.iin })}</div></birtereze-live>`;
  const content = html`${live}${reachView(view, { locale, portalUrl: by.portalUrl })}
${requestView(view, locale)}
<p><a class="ds-link" href="${signingPaths.view(view.id)}">${words.progress.refresh}</a></p>`;
  const navigation = cabinetNavigation(context, 'applications');
  return layout(context, { title, content, navigation, back: { href: '/cabinet' }, islands: ['live', 'forms'] });
}

export const longestReason = 500;

/** Refuses to sign, with the reason that the applicant will read. */
export function declineView(
  context: PageContext,
  props: { view: SigningView; reason: string; error: FieldError | undefined },
): Html {
  const { locale } = context;
  const words = texts(locale).signers.invited;
  const { view, reason, error } = props;
  const field = textarea({ locale, name: 'reason', label: words.reason, value: reason, error: error?.message });
  const cancel = buttonLink({ href: signingPaths.view(view.id), label: texts(locale).ui.cancel, variant: 'secondary' });
  const content = html`${heading({ title: words.declineTitle, lead: words.declineText(view.contents.consumer.name) })}
${form({ action: signingPaths.decline(view.id), content: html`${field}${buttonGroup(button({ label: words.decline, variant: 'danger' }), cancel)}` })}`;
  const back = { href: signingPaths.view(view.id) };
  return layout(context, { title: words.declineTitle, content, back, hasErrors: error !== undefined, islands: ['forms'] });
}

/** The signature of somebody invited: the same bytes that all sign. */
export function invitedSignView(
  context: PageContext,
  props: { view: SigningView; panel: Html; error: string | undefined; islands: readonly string[] },
): Html {
  const { locale } = context;
  const words = texts(locale).signers.sign;
  const { regulation, contents, id } = props.view;
  const signed = readableText(readableRequest(regulation, contents, contents.locale), contents.locale);
  const content = html`${props.error !== undefined && alert({ locale, tone: 'danger', content: props.error, live: 'alert' })}
${heading({ title: words.title, caption: regulation.passport.shortTitle[locale], lead: words.lead })}
${details({ summary: texts(locale).applications.card.requestText, content: html`<pre class="bt-request">${signed}</pre>` })}
${props.panel}`;
  const hasErrors = props.error !== undefined;
  return layout(context, {
    title: words.title,
    content,
    back: { href: signingPaths.view(id) },
    hasErrors,
    islands: props.islands,
  });
}

/** Asks before a change voids what others have signed; what was entered travels along. */
export function changeView(
  context: PageContext,
  props: { draftId: string; regulation: Regulation; action: string; hidden: Readonly<Record<string, string>> },
): Html {
  const { locale } = context;
  const words = texts(locale).signers.change;
  const kept = Object.keys(props.hidden).length > 1;
  const cancel = buttonLink({ href: signingPaths.view(props.draftId), label: words.no, variant: 'secondary' });
  const content = html`${heading({ title: words.title, caption: props.regulation.passport.shortTitle[locale], lead: words.text })}${kept && html`<p>${words.kept}</p>`}
${form({ action: props.action, hidden: props.hidden, content: buttonGroup(button({ label: words.yes, variant: 'danger' }), cancel) })}`;
  return layout(context, { title: words.title, content, back: { href: signingPaths.view(props.draftId) }, islands: ['forms'] });
}
