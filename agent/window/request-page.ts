import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { attributeTexts } from '#pki/x509/names';
import { formatDate, texts } from '#text';
import type { Locale } from '#text';
import {
  alert,
  button,
  buttonGroup,
  errorOf,
  errorSummary,
  facts,
  fileField,
  form,
  heading,
  layout,
  passwordField,
  radios,
} from '#ui';
import type { Fact, FieldError, PageContext } from '#ui';
import type { Key, KeyFilter } from '../keys.ts';
import type { SignedThing } from '../wish.ts';
import type { OfferedKey, Task } from './desk.ts';
import { viewOf } from './things.ts';

/** What the page of a request shows besides the request. */
export interface RequestView {
  readonly task: Task;
  /** Requests behind this one. */
  readonly waiting: number;
  readonly folder: string;
  readonly files: readonly string[];
  /** The file chosen just now, or last time. */
  readonly file?: string | undefined;
  readonly errors: readonly FieldError[];
}

/** Who asks, what is to be signed, and with which key: the person's one decision. */
export function requestPage(context: PageContext, view: RequestView): Html {
  const { locale } = context;
  const words = texts(locale).agent;
  const { task, errors } = view;
  const { wish, stage } = task;
  const step = stage.name === 'choosing' ? chooseForm(locale, view) : confirmForm(locale, task);
  const content = html`${errorSummary({ locale, errors })}
${heading({ title: words.ask[wish.kind] })}
${facts([{ term: words.ask.from, value: html`<strong>${wish.origin ?? words.ask.program}</strong>` }])}
<p class="bt-hint">${words.ask.caution}</p>
${view.waiting > 0 && html`<p class="bt-hint">${words.ask.waiting(view.waiting)}</p>`}
${things(locale, task)}
${step}`;
  return layout(context, { title: words.titleAsked(view.waiting + 1), content, hasErrors: errors.length > 0, islands });
}

/** `agent-window` shows the page anew when the requests change, `password` shows and hides what is typed. */
export const islands = ['agent-window', 'password'];

function things(locale: Locale, { id, wish }: Task): Html | undefined {
  const words = texts(locale).agent.ask;
  if (wish.things.length === 0) return undefined;
  const shown = wish.things.map((each, index) =>
    thing(locale, each, { address: `/tasks/${id}/things/${index}`, number: index + 1, alone: wish.things.length === 1 }),
  );
  return html`<h2>${words.what(wish.things.length)}</h2>${shown}${wish.withTimestamp && html`<p>${words.timestamp}</p>`}`;
}

function thing(locale: Locale, signed: SignedThing, place: { address: string; number: number; alone: boolean }): Html {
  const words = texts(locale).agent.ask;
  const view = viewOf(signed);
  const title = place.alone ? undefined : html`<h3>${words.one(place.number)}</h3>`;
  const digest: Fact = { term: words.sha256, value: html`<code>${view.sha256}</code>` };
  if (view.kind === 'hash') {
    return html`${title}${alert({ locale, tone: 'warning', content: words.hash })}${facts([digest])}`;
  }
  const label = words[view.kind];
  const text =
    view.kind === 'text' &&
    html`<textarea class="ds-input" readonly rows="${Math.min(16, view.text.split('\n').length + 1)}" spellcheck="false" aria-label="${label}">${view.text}</textarea>${view.cut && html`<p class="bt-hint">${words.cut}</p>`}`;
  const open = html`<a class="ds-link" href="${place.address}" target="_blank">${view.kind === 'binary' ? words.download : words.view}</a>`;
  return html`${title}${text}${facts([{ term: label, value: html`${words.size(view.size.toLocaleString('ru'))} · ${open}` }, digest])}`;
}

const clientAuth = '1.3.6.1.5.5.7.3.2';
const emailProtection = '1.3.6.1.5.5.7.3.4';

const isForSignIn = ({ purpose, extKeyUsageOids }: KeyFilter) =>
  purpose === 'authentication' || extKeyUsageOids.includes(clientAuth);
const isForSigning = ({ purpose, extKeyUsageOids }: KeyFilter) =>
  purpose === 'signing' || extKeyUsageOids.includes(emailProtection);

/** By the names that the authorities give: `AUTH_RSA256_….p12` is for signing in, the others for documents (shared/design/pki.md §2). */
function likelyFile(files: readonly string[], filter: KeyFilter): string | undefined {
  const named = (file: string) => (file.split('/').at(-1) ?? '').startsWith('AUTH_');
  return files.find((file) => (isForSignIn(filter) && named(file)) || (isForSigning(filter) && !named(file))) ?? files[0];
}

function wanted(locale: Locale, filter: KeyFilter): Html {
  const words = texts(locale).agent.choose;
  const sentences = [
    isForSigning(filter) && words.wantSigning,
    isForSignIn(filter) && words.wantAuthentication,
    filter.iin !== undefined && words.wantIin(filter.iin),
    filter.bin !== undefined && words.wantBin(filter.bin),
  ].filter((sentence) => sentence !== false);
  return html`${sentences.map((sentence) => html`<p>${sentence}</p>`)}`;
}

function chooseForm(locale: Locale, view: RequestView): Html {
  const words = texts(locale).agent.choose;
  const { task, files, errors } = view;
  const listed = files.length > 0;
  const chosen = view.file !== undefined && files.includes(view.file) ? view.file : likelyFile(files, task.wish.filter);
  const options = files.map((name) => ({ value: name, label: name }));
  const fields = html`<h2>${words.heading}</h2>
${wanted(locale, task.wish.filter)}
${listed && radios({ locale, name: 'file', legend: words.fromFolder, hint: view.folder, options, value: chosen, error: errorOf(errors, 'file') })}
${fileField({ locale, name: 'upload', label: listed ? words.otherUpload : words.upload, accept: '.p12,.pfx', error: errorOf(errors, 'upload') })}
${passwordField({ locale, name: 'password', label: words.password, autocomplete: 'current-password', error: errorOf(errors, 'password') })}
${buttonGroup(button({ label: words.open }), button({ label: words.cancel, variant: 'secondary', formAction: `/tasks/${task.id}/cancel` }))}`;
  return form({ action: `/tasks/${task.id}/open`, multipart: true, content: fields });
}

function confirmForm(locale: Locale, task: Task): Html {
  const words = texts(locale).agent;
  if (task.stage.name === 'choosing') return html``;
  const { keys } = task.stage;
  const fitting = keys.findIndex(({ unfit }) => unfit === undefined);
  const failed = task.stage.name === 'confirming' && task.stage.fault;
  const act = (act: string) => `/tasks/${task.id}/${act}`;
  const fields = html`<h2>${words.confirm.heading}</h2>
${failed && alert({ locale, tone: 'danger', live: 'alert', content: words.faults[failed] })}
${keys.length === 1 ? offered(locale, keys[0]) : choices(locale, keys, fitting)}
${buttonGroup(
  fitting >= 0 && button({ label: words.confirm[task.wish.kind] }),
  button({ label: words.confirm.other, variant: fitting >= 0 ? 'secondary' : 'primary', formAction: act('other') }),
  button({ label: words.choose.cancel, variant: 'tertiary', formAction: act('cancel') }),
)}`;
  return form({
    action: act('confirm'),
    content: html`${keys.length === 1 && html`<input type="hidden" name="key" value="0">`}${fields}`,
  });
}

/** The only key of a file: its certificate, and what is wrong with it. */
function offered(locale: Locale, offer: OfferedKey | undefined): Html | undefined {
  if (offer === undefined) return undefined;
  const fault = offer.unfit && alert({ locale, tone: 'danger', live: 'alert', content: texts(locale).agent.faults[offer.unfit] });
  return html`${fault}${facts(certificateFacts(locale, offer.key))}`;
}

function choices(locale: Locale, keys: readonly OfferedKey[], fitting: number): Html {
  const words = texts(locale).agent;
  const options = keys.map(({ key, unfit }, index) => ({
    value: String(index),
    label: html`${key.certificate.person.commonName} · ${words.certificate[key.certificate.purpose]}`,
    hint: html`${unfit && html`<strong>${words.faults[unfit]}</strong>`}${facts(certificateFacts(locale, key))}`,
  }));
  return radios({ locale, name: 'key', legend: words.confirm.several, options, value: String(fitting) });
}

function certificateFacts(locale: Locale, { certificate }: Key): Fact[] {
  const words = texts(locale).agent.certificate;
  const { person, purpose, issuer, notBefore, notAfter, serial } = certificate;
  const fullName = [person.commonName, person.patronymic].filter((part) => part !== undefined).join(' ');
  const rows: readonly (readonly [string, string | undefined])[] = [
    [words.name, fullName],
    [words.iin, person.iin],
    [words.organisation, person.organisation],
    [words.bin, person.bin],
    [words.purpose, words[purpose]],
    [words.issuer, attributeTexts(issuer, 'commonName')[0]],
    [words.validity, words.period(formatDate(notBefore, locale), formatDate(notAfter, locale))],
    [words.serial, serial],
  ];
  return rows.flatMap(([term, value]) => (value === undefined || value === '' ? [] : [{ term, value }]));
}
