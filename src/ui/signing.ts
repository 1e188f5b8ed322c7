import { html, jsonScript } from '#kit/html';
import type { Html, Renderable } from '#kit/html';
import { texts } from '#text';
import type { Locale, Texts } from '#text';
import { alert } from './parts/status.ts';
import { button, buttonGroup, form } from './parts/form.ts';
import { fileField, passwordField } from './parts/field.ts';

/** Islands that a page with a signing panel asks for. */
export const signingIslands = ['signing', 'password'] as const;

/** What the page's island is told, as JSON. */
export interface SigningConfig {
  /**
   * What to sign: base64, or the address of this site where its bytes are. Several addresses are signed with one entry of the password; their
   * signatures stand in the field `cms` in the same order, each in a line of its own.
   */
  readonly content: { readonly base64: string } | { readonly url: string } | { readonly urls: readonly string[] };
  /** `signing` needs the key for documents, `authentication` the key for signing in. */
  readonly purpose: 'signing' | 'authentication';
  readonly detached: boolean;
  /** Asks NCALayer for a time stamp. A signature made in the page never has one. */
  readonly withTimestamp: boolean;
  /** Whose key it has to be, where that is known. */
  readonly signer: { readonly iin?: string; readonly bin?: string };
  /** PEM of the CAs whose keys are offered; none: of any CA; left out: those that NCALayer trusts by itself. */
  readonly chain?: readonly string[] | undefined;
  /** Addresses of signing programs in the order of trying, such as `wss://127.0.0.1:13579/`; none: signing by a program is not offered. */
  readonly agents: readonly string[];
  /** Whether signing in the page with a chosen `.p12` is offered (EDS-2). */
  readonly inPage: boolean;
  readonly locale: Locale;
  readonly texts: Texts['signing'];
  /** Id of the form that the signature goes into, in its field `cms`. */
  readonly form: string;
}

export interface SigningPanelProps extends Omit<SigningConfig, 'texts' | 'form'> {
  /** Where the form is sent with the signature in `cms` (DER, base64). */
  readonly action: string;
  readonly hidden?: Readonly<Record<string, string>> | undefined;
  /** Fields of the same form that the person fills, before the buttons. */
  readonly fields?: Renderable;
  /** Address of the local agent's window, offered while the page waits. */
  readonly agentWindow?: string | undefined;
  /** Where a page has several panels. */
  readonly id?: string | undefined;
}

/**
 * The signing part of a page: a form, and beside it the island that fills its field `cms` and sends it once. The `.p12` file and its password
 * stand in a form of their own that goes nowhere. Add {@link signingIslands} to the page, and the agents' addresses to its `connect-src`.
 */
export function signingPanel(props: SigningPanelProps): Html {
  const { action, hidden, fields, agentWindow, id = 'signing', ...given } = props;
  const words = texts(props.locale).signing;
  const formId = `${id}-form`;
  const config: SigningConfig = { ...given, texts: words, form: formId };
  const carrier = form({
    action,
    id: formId,
    hidden: { ...hidden, cms: '' },
    content: fields ?? '',
  });
  return html`${carrier}<birtereze-sign class="bt-signing">${jsonScript(`${id}-config`, config)}
<noscript>${alert({ locale: props.locale, tone: 'warning', content: words.noScript })}</noscript>
<p role="status" data-part="status"></p>
<div data-part="fault" role="alert" tabindex="-1" hidden>${alert({ locale: props.locale, tone: 'danger', title: words.heading, content: html`<p data-part="advice"></p>` })}</div>
${ways(props)}${busy(props.locale, agentWindow)}${props.inPage && keyFile(props, id)}${props.inPage && certificate(props)}
</birtereze-sign>`;
}

/** The choice of a way to sign. */
function ways({ locale, purpose, agents, inPage }: SigningPanelProps): Html {
  const words = texts(locale).signing;
  const authentication = purpose === 'authentication';
  const byAgent =
    agents.length > 0 &&
    html`<p class="bt-hint" data-part="permission" hidden>${words.agent.permission}</p><p>${act('agent', authentication ? words.agent.startAuthentication : words.agent.start)}</p><p class="bt-hint">${words.agent.hint}</p>`;
  const byFile =
    inPage &&
    html`<p>${act('file', authentication ? words.file.startAuthentication : words.file.start, agents.length > 0 ? 'secondary' : 'primary')}</p><p class="bt-hint">${words.file.hint}</p>`;
  return html`<div data-part="ways" hidden>${byAgent}${byFile}</div>`;
}

type Act = 'agent' | 'file' | 'cancel' | 'back' | 'sign' | 'other';

function act(name: Act, label: string, variant?: 'primary' | 'secondary' | 'tertiary'): Html {
  return html`<span data-act="${name}">${button({ label, variant, type: 'button' })}</span>`;
}

function busy(locale: Locale, agentWindow: string | undefined): Html {
  const words = texts(locale).signing;
  const link =
    agentWindow !== undefined &&
    html`<a class="ds-link" href="${agentWindow}" target="_blank" rel="noopener">${words.agent.window}</a>`;
  return html`<div data-part="busy" hidden>${link && html`<p>${link}</p>`}${act('cancel', words.cancel, 'secondary')}</div>`;
}

function keyFile({ locale, purpose }: SigningPanelProps, id: string): Html {
  const words = texts(locale).signing.file;
  const hint = purpose === 'authentication' ? words.fileNameAuthentication : words.fileNameSigning;
  return html`<form data-part="file" method="dialog" class="bt-form" novalidate hidden>
${fileField({ locale, name: `${id}-file`, label: words.choose, hint, accept: '.p12,.pfx' })}
${passwordField({ locale, name: `${id}-password`, label: words.password, autocomplete: 'current-password' })}
${buttonGroup(button({ label: words.open }), act('back', words.back, 'tertiary'))}
</form>`;
}

/** The certificate's data, shown before anything is signed with its key. */
function certificate({ locale, purpose }: SigningPanelProps): Html {
  const words = texts(locale).signing;
  const sign = purpose === 'authentication' ? words.file.signAuthentication : words.file.sign;
  return html`<section data-part="certificate" hidden><h2>${words.certificate.heading}</h2><dl class="bt-facts" data-layout="rows"></dl>
${buttonGroup(act('sign', sign), act('other', words.file.other, 'secondary'))}</section>`;
}
