import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { formatNumber, texts } from '#text';
import type { Locale } from '#text';
import {
  alert,
  button,
  buttonGroup,
  details,
  emptyState,
  errorOf,
  errorSummary,
  facts,
  form,
  heading,
  layout,
  table,
  textField,
} from '#ui';
import type { FieldError, PageContext } from '#ui';
import type { Institution, PreschoolGroup } from '../../store/preschools.ts';
import type { ReferralOfChild } from '../../store/referrals.ts';
import { dayIn } from './frame.ts';
import type { RegisterFrame } from './frame.ts';

type Given = Readonly<Record<string, string>>;

/** Fields side by side in words of the list; `numeric` ones take figures. */
function fieldsOf(
  names: readonly (readonly [name: string, label: string, numeric?: boolean])[],
  { locale, given, errors }: { locale: Locale; given: Given; errors: readonly FieldError[] },
): Html[] {
  return names.map(([name, label, numeric]) =>
    textField({
      locale,
      name,
      label,
      value: given[name],
      numeric,
      width: numeric ? 'sm' : undefined,
      error: errorOf(errors, name),
      autocomplete: 'off',
    }),
  );
}

export interface InstitutionsProps extends RegisterFrame {
  readonly institutions: readonly Institution[];
  readonly groups: readonly PreschoolGroup[];
  readonly given: Given;
  readonly errors: readonly FieldError[];
}

function sumOf(groups: readonly PreschoolGroup[], of: 'places' | 'taken'): number {
  return groups.reduce((sum, group) => sum + group[of], 0);
}

function institutionsTable({ institutions, groups, base }: InstitutionsProps, locale: Locale): Html {
  const words = texts(locale).registers.preschools;
  const columns = [
    { label: words.name },
    { label: words.number, numeric: true },
    { label: words.address },
    { label: words.places, numeric: true },
    { label: words.free, numeric: true },
  ];
  const rows = institutions.map(({ id, name, number, address }) => {
    const own = groups.filter(({ institutionId }) => institutionId === id);
    const places = sumOf(own, 'places');
    const link = html`<a class="ds-link" href="${base}/institutions/${id}">${name}</a>`;
    return [link, number, address, formatNumber(places), formatNumber(places - sumOf(own, 'taken'))];
  });
  return table({ caption: words.institutions, captionHidden: true, columns, rows, dense: true });
}

/** The preschool institutions of a body with their free places. */
export function institutionsView(context: PageContext, props: InstitutionsProps): Html {
  const { locale } = context;
  const { base, navigation, institutions, given, errors } = props;
  const words = texts(locale).registers.preschools;
  const { number, name, address, phone } = words;
  const fields = fieldsOf(
    [
      ['number', number],
      ['name', name],
      ['address', address],
      ['phone', phone],
    ],
    { locale, given, errors },
  );
  const adding = form({
    action: `${base}/institutions`,
    content: html`${fields}${buttonGroup(button({ label: words.add }))}`,
  });
  const list =
    institutions.length > 0 ? institutionsTable(props, locale) : emptyState({ title: words.empty, content: words.emptyText });
  const content = html`${errorSummary({ locale, errors })}${heading({ title: words.institutions })}${list}
${details({ summary: words.add, content: adding, open: errors.length > 0 || institutions.length === 0 })}`;
  return layout(context, {
    title: words.institutions,
    content,
    width: 'wide',
    navigation,
    hasErrors: errors.length > 0,
    back: { href: base, label: words.backToQueue },
  });
}

export interface InstitutionProps extends RegisterFrame {
  readonly institution: Institution;
  readonly groups: readonly (PreschoolGroup & { readonly children: readonly ReferralOfChild[] })[];
  readonly given: Given;
  readonly errors: readonly FieldError[];
  /** How the last offer of a place ended. */
  readonly offered: 'given' | 'nobody' | undefined;
  /** For the forms that must not act twice. */
  readonly key: string;
}

type ShownGroup = InstitutionProps['groups'][number];

function childrenPart(group: ShownGroup, { base, locale }: { base: string; locale: Locale }): Html {
  const words = texts(locale).registers;
  if (group.children.length === 0) return html`<p class="bt-muted">${words.preschools.noChildren}</p>`;
  const rows = group.children.map(({ entryId, childName, number, state, until }) => [
    html`<a class="ds-link" href="${base}/${entryId}">${childName}</a>`,
    number,
    words.preschools.states[state],
    state === 'open' ? dayIn(until, locale) : '—',
  ]);
  const columns = [
    { label: words.columns.childName },
    { label: words.columns.referralNumber },
    { label: words.columns.standing },
    { label: words.columns.referralUntil },
  ];
  return details({
    summary: `${words.preschools.children} (${group.children.length})`,
    content: table({ caption: words.preschools.children, captionHidden: true, columns, rows, dense: true }),
  });
}

function groupPart(group: ShownGroup, { props, locale }: { props: InstitutionProps; locale: Locale }): Html {
  const words = texts(locale).registers.preschools;
  const { base, errors, key } = props;
  const at = `${base}/groups/${group.id}`;
  const free = group.places - group.taken;
  const offer =
    free > 0 && form({ action: `${at}/offer`, hidden: { key }, content: button({ label: words.offer, variant: 'secondary' }) });
  const field = `places-${group.id}`;
  const places = textField({
    locale,
    name: field,
    label: words.places,
    value: String(group.places),
    numeric: true,
    width: 'xs',
    error: errorOf(errors, field),
  });
  const setting = form({
    action: `${at}/places`,
    content: html`${places}${button({ label: words.setPlaces, variant: 'secondary' })}`,
  });
  const known = facts(
    [
      { term: words.born, value: group.bornFrom === group.bornTo ? String(group.bornFrom) : `${group.bornFrom}–${group.bornTo}` },
      { term: words.taken, value: `${group.taken} / ${group.places}` },
      { term: words.free, value: String(free) },
    ],
    'columns',
  );
  return html`<section><h3>${group.name}</h3>${known}${childrenPart(group, { base, locale })}
${details({ summary: words.changePlaces, content: setting, open: errorOf(errors, field) !== undefined })}${offer}</section>`;
}

function offeredPart({ offered }: InstitutionProps, locale: Locale): Html | undefined {
  const words = texts(locale).registers.preschools;
  if (offered === undefined) return undefined;
  return offered === 'given'
    ? alert({ locale, tone: 'success', title: words.offered, content: words.offeredText, live: 'status' })
    : alert({ locale, tone: 'warning', content: words.nobody, live: 'status' });
}

/** An institution: its groups, their places, who was given them, and the next child for a free one. */
export function institutionView(context: PageContext, props: InstitutionProps): Html {
  const { locale } = context;
  const { base, navigation, institution, groups, given, errors } = props;
  const words = texts(locale).registers.preschools;
  const { groupName, bornFrom, bornTo, places } = words;
  const fields = fieldsOf(
    [
      ['groupName', groupName],
      ['bornFrom', bornFrom, true],
      ['bornTo', bornTo, true],
      ['places', places, true],
    ],
    { locale, given, errors },
  );
  const adding = form({
    action: `${base}/institutions/${institution.id}/groups`,
    content: html`${fields}${button({ label: words.addGroup })}`,
  });
  const parts = groups.map((group) => groupPart(group, { props, locale }));
  const known = facts([
    { term: words.number, value: institution.number },
    { term: words.address, value: institution.address },
    ...(institution.phone === undefined ? [] : [{ term: words.phone, value: institution.phone }]),
  ]);
  const content = html`${errorSummary({ locale, errors })}${heading({ title: institution.name, caption: words.institution })}${offeredPart(props, locale)}
${known}<h2>${words.groups}</h2>${groups.length > 0 ? parts : html`<p class="bt-muted">${words.noGroups}</p>`}
${details({ summary: words.addGroup, content: adding, open: Object.keys(given).length > 0 || groups.length === 0 })}`;
  return layout(context, {
    title: institution.name,
    content,
    width: 'wide',
    navigation,
    hasErrors: errors.length > 0,
    back: { href: `${base}/institutions`, label: words.back },
  });
}
