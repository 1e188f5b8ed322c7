import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { texts } from '#text';
import {
  alert,
  button,
  buttonLink,
  checkbox,
  dateField,
  donePanel,
  errorOf,
  errorSummary,
  facts,
  form,
  heading,
  layout,
  passwordField,
  radios,
  textField,
} from '#ui';
import type { DateParts, FieldError, PageContext } from '#ui';

/** What a form shows: what was entered and what is wrong with it. */
export interface Entered {
  readonly values: Readonly<Record<string, string>>;
  readonly errors: readonly FieldError[];
  /** What stands above the form although no field is wrong. */
  readonly warning?: string;
}

const blank: Entered = { values: {}, errors: [] };

/** Start: the agreement, for whom, which way (REG-1). */
export function startPage(context: PageContext, entered: Entered = blank): Html {
  const { locale } = context;
  const words = texts(locale).identity;
  const { values, errors } = entered;
  const common = { locale } as const;
  const content = html`${errorSummary({ locale, errors })}
${heading({ title: words.start.title })}
${form({
  action: '/register',
  content: html`<h2>${words.start.agreement}</h2>
<ul class="bt-list">${words.start.terms.map((term) => html`<li>${term}</li>`)}</ul>
${checkbox({ ...common, name: 'agreement', label: words.start.agree, checked: values['agreement'] === 'yes', error: errorOf(errors, 'agreement') })}
${radios({
  ...common,
  name: 'subject',
  legend: words.start.subject,
  value: values['subject'] ?? 'natural',
  error: errorOf(errors, 'subject'),
  options: [
    { value: 'natural', label: words.start.natural },
    { value: 'legal', label: words.start.legal, hint: words.start.legalLater },
  ],
})}
${radios({
  ...common,
  name: 'kind',
  legend: words.start.kind,
  value: values['kind'],
  error: errorOf(errors, 'kind'),
  options: [
    { value: 'eds', label: words.start.eds, hint: words.start.edsHint },
    { value: 'temporary', label: words.start.temporary, hint: words.start.temporaryHint },
  ],
})}
${button({ label: texts(locale).ui.next })}`,
})}
<p>${words.start.haveAccount} <a class="ds-link" href="/sign-in">${words.registered.signIn}</a></p>`;
  return layout(context, { title: words.start.title, content, hasErrors: errors.length > 0 });
}

/** Who is it, for the temporary registration (REG-2). */
export function lookUpPage(context: PageContext, entered: Entered & { birthDate?: DateParts } = blank): Html {
  const { locale } = context;
  const words = texts(locale).identity;
  const { values, errors, warning } = entered;
  const content = html`${errorSummary({ locale, errors })}
${warning !== undefined && alert({ locale, tone: 'warning', content: warning, live: 'alert' })}
${heading({ title: words.lookUp.title, lead: words.lookUp.lead, caption: words.start.title })}
${form({
  action: '/register/person',
  content: html`${textField({ locale, name: 'iin', label: words.fields.iin, hint: words.fields.iinHint, numeric: true, width: 'md', value: values['iin'], error: errorOf(errors, 'iin') })}
${textField({ locale, name: 'documentNumber', label: words.fields.documentNumber, hint: words.fields.documentHint, numeric: true, width: 'md', value: values['documentNumber'], error: errorOf(errors, 'documentNumber') })}
${dateField({ locale, name: 'birthDate', legend: words.fields.birthDate, hint: words.fields.birthHint, birthday: true, value: entered.birthDate, error: errorOf(errors, 'birthDate') })}
${button({ label: words.lookUp.find })}`,
})}`;
  const hasErrors = errors.length > 0 || warning !== undefined;
  return layout(context, { title: words.lookUp.title, content, hasErrors, back: { href: '/register' } });
}

/** Password and e-mail: the end of the temporary registration, the beginning of the one with an ЭЦҚ. */
export function detailsPage(
  context: PageContext,
  props: Entered & { action: string; name?: string; submit: string; back: string },
): Html {
  const { locale } = context;
  const words = texts(locale).identity;
  const { values, errors, name } = props;
  const content = html`${errorSummary({ locale, errors })}
${heading({ title: words.details.title, caption: words.start.title })}
${name !== undefined && alert({ locale, tone: 'success', content: words.details.greeting(name) })}
${form({
  action: props.action,
  content: html`${textField({ locale, name: 'email', type: 'email', label: words.fields.email, hint: words.fields.emailHint, autocomplete: 'email', spellcheck: false, value: values['email'], error: errorOf(errors, 'email') })}
${passwordField({ locale, name: 'password', label: words.fields.newPassword, hint: words.fields.passwordHint, autocomplete: 'new-password', error: errorOf(errors, 'password') })}
${passwordField({ locale, name: 'repeat', label: words.fields.repeat, autocomplete: 'new-password', error: errorOf(errors, 'repeat') })}
${button({ label: props.submit })}`,
})}`;
  const back = { href: props.back };
  return layout(context, { title: words.details.title, content, hasErrors: errors.length > 0, back, islands: ['password'] });
}

/** What the certificate says, before «Тіркелу» (REG-3). */
export function certificatePage(
  context: PageContext,
  shown: { iin: string; name: string; email: string; from: string; to: string },
): Html {
  const { locale } = context;
  const words = texts(locale).identity;
  const content = html`${heading({ title: words.eds.found, caption: words.start.title, lead: words.eds.confirm })}
${facts([
  { term: words.fields.iin, value: shown.iin },
  { term: words.eds.name, value: shown.name },
  { term: words.fields.email, value: shown.email },
  { term: words.eds.validity, value: words.eds.until(shown.from, shown.to) },
])}
${form({ action: '/register/eds/finish', content: button({ label: words.details.submit }) })}`;
  return layout(context, { title: words.eds.found, content, back: { href: '/register/eds' } });
}

/** This IIN has an account (REG-9). */
export function registeredPage(context: PageContext): Html {
  const words = texts(context.locale).identity.registered;
  const content = html`${heading({ title: words.title, lead: words.text })}${buttonLink({ href: '/sign-in', label: words.signIn })}`;
  return layout(context, { title: words.title, content, back: { href: '/register' } });
}

/** The link is on its way (REG-5). */
export function sentPage(context: PageContext, sent: { email: string; hours: number }): Html {
  const words = texts(context.locale).identity.sent;
  const content = html`${donePanel({ title: words.title })}<p>${words.text(sent.email, sent.hours)}</p><p>${words.notReceived}</p>`;
  return layout(context, { title: words.title, content });
}

/** Asks once more: programs that open links in letters to look for viruses must not use them up. */
export function confirmPage(context: PageContext, token: string): Html {
  const words = texts(context.locale).identity.confirmation;
  const content = html`${heading({ title: words.title, lead: words.ask })}
${form({ action: `/register/confirm/${token}`, content: button({ label: words.submit }) })}`;
  return layout(context, { title: words.title, content });
}

export function confirmedPage(context: PageContext, outcome: 'confirmed' | 'already' | 'stale'): Html {
  const all = texts(context.locale).identity;
  const words = all.confirmation;
  const say = { confirmed: words.confirmedText, already: words.alreadyText, stale: words.staleText }[outcome];
  const title = words[outcome];
  const head = outcome === 'confirmed' ? donePanel({ title }) : heading({ title });
  const register = outcome === 'stale' && buttonLink({ href: '/register', label: all.start.title, variant: 'secondary' });
  const content = html`${head}<p>${say}</p>${buttonLink({ href: '/sign-in', label: all.registered.signIn })} ${register}`;
  return layout(context, { title, content });
}
