import { html, jsonScript } from '#kit/html';
import type { Html } from '#kit/html';
import { texts } from '#text';
import { button, details, errorOf, errorSummary, fileField, form, heading, layout, textField, textarea } from '#ui';
import type { FieldError, PageContext } from '#ui';
import { verifyPaths } from '../paths.ts';

export interface VerifyPageProps {
  readonly errors?: readonly FieldError[];
  readonly text?: string;
  readonly number?: string;
}

const pictures = '.pdf,.jpg,.jpeg,.png,.webp';
const signatures = '.cms,.p7s,.p7m,.sig';

/** The page on which anybody checks a document: with the camera where scripts run, with files, text and number everywhere (EDS-PUB). */
export function verifyPage(context: PageContext, props: VerifyPageProps = {}): Html {
  const { locale } = context;
  const { errors = [] } = props;
  const words = texts(locale).documents.verify;
  const content = html`${errorSummary({ locale, errors })}${heading({ title: words.title, lead: words.lead })}
${cameraPart(context)}
${fileForm(context, errors)}
${numberForm(context, props, errors)}
<h2>${words.others}</h2>
${details({ summary: words.text.title, open: errorOf(errors, 'text') !== undefined, content: textForm(context, props, errors) })}
${details({ summary: words.signed.title, open: errorOf(errors, 'signature') !== undefined, content: signatureForm(context, errors) })}`;
  return layout(context, {
    title: words.title,
    description: words.lead,
    content,
    hasErrors: errors.length > 0,
    islands: ['scan'],
  });
}

/** Hidden until the island says that it can work. */
function cameraPart({ locale }: PageContext): Html {
  const { camera, offline } = texts(locale).documents.verify;
  const settings = {
    locale,
    trust: verifyPaths.trust,
    reader: verifyPaths.reader,
    worker: verifyPaths.worker,
    scope: verifyPaths.page,
  };
  return html`<birtereze-scan hidden>${jsonScript('scan-settings', settings)}<h2>${camera.title}</h2><p>${camera.lead} ${offline}</p>
${button({ label: camera.start, type: 'button', id: 'scan-start' })}<div id="scan-view"></div></birtereze-scan>`;
}

function fileForm({ locale }: PageContext, errors: readonly FieldError[]): Html {
  const { file } = texts(locale).documents.verify;
  return html`<h2>${file.title}</h2>${form({
    action: verifyPaths.file,
    multipart: true,
    label: file.title,
    content: html`${fileField({ locale, name: 'file', label: file.label, hint: file.hint, accept: pictures, error: errorOf(errors, 'file') })}
${fileField({ locale, name: 'cms', label: file.signature, accept: signatures, optional: true })}
${button({ label: file.submit, variant: 'secondary' })}`,
  })}`;
}

function numberForm({ locale }: PageContext, props: VerifyPageProps, errors: readonly FieldError[]): Html {
  const { number } = texts(locale).documents.verify;
  return html`<h2>${number.title}</h2>${form({
    action: verifyPaths.number,
    method: 'get',
    label: number.title,
    content: html`${textField({ locale, name: 'number', label: number.label, hint: number.hint, width: 'md', value: props.number, spellcheck: false, autocomplete: 'off', error: errorOf(errors, 'number') })}
<p class="bt-muted">${number.note}</p>${button({ label: number.submit, variant: 'secondary' })}`,
  })}`;
}

function textForm({ locale }: PageContext, props: VerifyPageProps, errors: readonly FieldError[]): Html {
  const { text } = texts(locale).documents.verify;
  return form({
    action: verifyPaths.text,
    label: text.title,
    content: html`${textarea({ locale, name: 'text', label: text.label, hint: text.hint, rows: 6, value: props.text, error: errorOf(errors, 'text') })}
${button({ label: text.submit, variant: 'secondary' })}`,
  });
}

function signatureForm({ locale }: PageContext, errors: readonly FieldError[]): Html {
  const { signed } = texts(locale).documents.verify;
  return form({
    action: verifyPaths.signature,
    multipart: true,
    label: signed.title,
    content: html`${fileField({ locale, name: 'signature', label: signed.label, accept: signatures, error: errorOf(errors, 'signature') })}
${fileField({ locale, name: 'content', label: signed.content, optional: true })}
${button({ label: signed.submit, variant: 'secondary' })}`,
  });
}
