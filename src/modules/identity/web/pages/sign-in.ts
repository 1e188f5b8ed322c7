import { html } from '#kit/html';
import type { Html, Renderable } from '#kit/html';
import { texts } from '#text';
import { alert, button, buttonLink, errorOf, errorSummary, form, heading, layout, passwordField, textField } from '#ui';
import type { FieldError, PageContext, Tone } from '#ui';
import type { SiteName } from '../../rules/actor.ts';

export interface SignInProps {
  readonly site: SiteName;
  readonly iin?: string;
  readonly errors?: readonly FieldError[];
  readonly message?: { readonly tone: Tone; readonly text: string };
  /** Where to go after the sign-in. */
  readonly next: string;
}

/** Two ways in, side by side in importance: number and password, or ЭЦҚ (AUTH-1). */
export function signInPage(context: PageContext, props: SignInProps): Html {
  const { locale } = context;
  const words = texts(locale).identity;
  const { errors = [], message, site } = props;
  const title = site === 'portal' ? words.signIn.title : words.signIn.workplaceTitle;
  const query = props.next === '/' ? '' : `?next=${encodeURIComponent(props.next)}`;
  const content = html`${errorSummary({ locale, errors })}
${message !== undefined && alert({ locale, tone: message.tone, content: message.text, live: 'status' })}
${heading({ title })}
<h2>${words.signIn.byPassword}</h2>
${form({
  action: `/sign-in${query}`,
  label: words.signIn.byPassword,
  content: html`${textField({ locale, name: 'iin', label: words.fields.iin, numeric: true, width: 'md', autocomplete: 'username', value: props.iin, error: errorOf(errors, 'iin') })}
${passwordField({ locale, name: 'password', label: words.fields.password, autocomplete: 'current-password', error: errorOf(errors, 'password') })}
${button({ label: words.signIn.submit })}`,
})}
<h2>${words.signIn.byEds}</h2>
<p>${words.signIn.edsLead}</p>
${buttonLink({ href: `/sign-in/eds${query}`, label: words.signIn.byEds, variant: 'secondary' })}
${site === 'portal' && html`<p>${words.signIn.noAccount} <a class="ds-link" href="/register">${words.signIn.register}</a></p>`}`;
  const hasErrors = errors.length > 0 || message?.tone === 'danger';
  return layout(context, { title, content, hasErrors, islands: ['password'] });
}

/** A page around the signing panel. */
export function edsPage(
  context: PageContext,
  props: {
    title: string;
    caption?: string;
    lead: string;
    panel: Renderable;
    error?: string;
    back: string;
    islands: readonly string[];
  },
): Html {
  const { locale } = context;
  const content = html`${props.error !== undefined && alert({ locale, tone: 'danger', content: props.error, live: 'alert' })}
${heading({ title: props.title, lead: props.lead, caption: props.caption })}${props.panel}`;
  const hasErrors = props.error !== undefined;
  return layout(context, { title: props.title, content, hasErrors, back: { href: props.back }, islands: props.islands });
}

/** The account waits for the link in the letter: why the sign-in is refused, and a new link (REG-5). */
export function unconfirmedPage(context: PageContext, props: { accountId: string; resent: boolean }): Html {
  const { locale } = context;
  const words = texts(locale).identity.signIn;
  const content = html`${props.resent && alert({ locale, tone: 'success', content: words.resent, live: 'status' })}
${heading({ title: words.unconfirmedTitle, lead: words.unconfirmed })}
${form({ action: '/register/resend', hidden: { account: props.accountId }, content: button({ label: words.resend, variant: 'secondary' }) })}`;
  return layout(context, { title: words.unconfirmedTitle, content, back: { href: '/sign-in' } });
}
