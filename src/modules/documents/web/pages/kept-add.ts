import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { texts } from '#text';
import { alert, button, errorOf, errorSummary, fileField, form, heading, layout, select, textField } from '#ui';
import type { FieldError, NavigationItem, PageContext } from '#ui';
import { fileTypes } from '../../rules/content/examine.ts';
import { keptKinds } from '../../rules/kept-kinds.ts';
import { atOnce } from '../kept-uploads.ts';
import { keptPaths } from '../paths.ts';

export interface KeptAddProps {
  readonly kind?: string | undefined;
  readonly title?: string | undefined;
  readonly errors: readonly FieldError[];
  /** Some of the files that were sent are kept all the same. */
  readonly restSaved?: boolean;
  readonly sizeLimit: number;
  readonly countLimit: number;
  /** Documents that there is room for. */
  readonly room: number;
  readonly navigation: readonly NavigationItem[];
}

const { pdf, ...pictures } = fileTypes;
/** As for `accept` of a file field. */
export const accepted = {
  pdf: pdf.media,
  pictures: Object.values(pictures)
    .map(({ media }) => media)
    .join(','),
  all: Object.values(fileTypes)
    .map(({ media }) => media)
    .join(','),
} as const;

/** «Жаңа құжатты қосу»: kind, title, one or several pictures or PDF files (CAB-3). */
export function keptAddPage(context: PageContext, props: KeptAddProps): Html {
  const { locale } = context;
  const words = texts(locale).documents.kept.add;
  const { errors, countLimit } = props;
  const saved = props.restSaved === true && alert({ locale, tone: 'success', content: words.restSaved, live: 'status' });
  const body = props.room > 0 ? fields(context, props) : html`<p>${words.full(countLimit)}</p>`;
  const megabytes = Math.floor(props.sizeLimit / 1_048_576);
  const limits = props.room > 0 && words.limits(megabytes, Math.min(atOnce, props.room), props.room);
  const content = html`${errorSummary({ locale, errors })}${saved}${heading({ title: words.title })}
${limits && html`<p>${words.several} ${limits}</p>`}${body}`;
  return layout(context, {
    title: words.title,
    content,
    navigation: props.navigation,
    back: { href: keptPaths.list },
    hasErrors: errors.length > 0,
    islands: ['upload'],
  });
}

function fields({ locale }: PageContext, { kind, title, errors }: KeptAddProps): Html {
  const { kinds, add: words } = texts(locale).documents.kept;
  const file = { locale, multiple: true } as const;
  return form({
    action: keptPaths.add,
    multipart: true,
    content: html`<birtereze-upload>
${select({ locale, name: 'kind', label: words.kind, options: keptKinds.map((value) => ({ value, label: kinds[value] })), placeholder: words.choose, value: kind, error: errorOf(errors, 'kind') })}
${textField({ locale, name: 'title', label: words.name, hint: words.nameHint, optional: true, maxLength: 200, value: title, autocomplete: 'off' })}
${fileField({ ...file, name: 'pictures', label: words.pictures, hint: words.picturesHint, accept: accepted.pictures, error: errorOf(errors, 'pictures') })}
${fileField({ ...file, name: 'pdf', label: words.pdf, accept: accepted.pdf })}
${button({ label: words.submit })}</birtereze-upload>`,
  });
}
