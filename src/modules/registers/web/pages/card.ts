import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { formatIin } from '#subjects';
import { formatNumber, formatSum, texts } from '#text';
import type { Locale } from '#text';
import {
  alert,
  button,
  buttonGroup,
  buttonLink,
  details,
  errorOf,
  errorSummary,
  facts,
  form,
  heading,
  layout,
  table,
  textarea,
} from '#ui';
import type { FieldError, PageContext } from '#ui';
import type { Payment } from '../../rules/payments.ts';
import type { Standing } from '../../standing.ts';
import type { Change } from '../../store/changes.ts';
import type { Entry } from '../../store/entries.ts';
import type { Referral } from '../../store/referrals.ts';
import { dayIn, figure, valueFacts } from './frame.ts';
import type { RegisterFrame } from './frame.ts';
import { historyPart } from './history.ts';
import { standingTag } from './list.ts';
import { explanation, movementTable } from './queue-part.ts';
import { referralPart } from './referral-part.ts';

/** All that is known of an entry. */
export interface CardProps extends RegisterFrame {
  readonly entry: Entry;
  readonly applicationNumber: string | undefined;
  readonly standing: Standing | undefined;
  readonly payments: readonly Payment[];
  readonly referrals: readonly Referral[];
  readonly changes: readonly Change[];
  /** Other entries of the person in this register. */
  readonly others: readonly Entry[];
  readonly errors: readonly FieldError[];
}

function entryFacts({ register, entry, applicationNumber }: CardProps, locale: Locale): Html {
  const words = texts(locale).registers;
  const { columns } = words;
  const left =
    entry.leftOn === undefined
      ? []
      : [
          { term: columns.leftOn, value: dayIn(entry.leftOn, locale) },
          { term: columns.leftWhy, value: entry.leftWhy ?? words.card.none },
        ];
  return facts([
    { term: columns.iin, value: figure(formatIin(entry.iin)) },
    { term: columns.number, value: figure(String(entry.number)) },
    ...(applicationNumber === undefined ? [] : [{ term: columns.applicationNumber, value: figure(applicationNumber) }]),
    { term: columns.registeredOn, value: dayIn(entry.registeredOn, locale) },
    ...left,
    ...valueFacts(register, entry.values, locale),
  ]);
}

function queuePart({ register, entry, standing }: CardProps, locale: Locale): Html | undefined {
  if (standing === undefined || entry.filedAt === undefined) return undefined;
  const words = texts(locale).registers.queue;
  const place = { register: register.name, values: entry.values, filedAt: entry.filedAt, standing };
  return html`<section><h2>${words.title}: ${words.position(formatNumber(standing.position))}</h2>
${explanation(place, { locale, voice: 'officer' })}${movementTable(standing, locale)}</section>`;
}

function paymentsPart({ payments }: CardProps, locale: Locale): Html | undefined {
  if (payments.length === 0) return undefined;
  const { card, columns: names } = texts(locale).registers;
  const rows = payments.map(({ number, year, quarter, sum }) => [String(number), String(quarter), String(year), formatSum(sum)]);
  const total = payments.reduce((sum, payment) => sum + payment.sum, 0);
  const columns = [
    { label: names.number },
    { label: card.quarter, numeric: true },
    { label: card.year, numeric: true },
    { label: card.sum, numeric: true },
  ];
  return html`<section><h2>${card.payments}</h2>${table({ caption: card.payments, captionHidden: true, columns, rows, dense: true })}
<p>${card.total}: <strong>${formatSum(total)}</strong></p></section>`;
}

function othersPart({ base, others }: CardProps, locale: Locale): Html | undefined {
  if (others.length === 0) return undefined;
  const items = others.map(
    (entry) =>
      html`<li><a class="ds-link" href="${base}/${entry.id}">${dayIn(entry.registeredOn, locale)}</a> ${standingTag({ entry, referral: undefined }, locale)}</li>`,
  );
  return html`<section><h2>${texts(locale).registers.card.others}</h2><ul>${items}</ul></section>`;
}

function changePart({ base, entry }: CardProps, locale: Locale): Html {
  const words = texts(locale).registers.card;
  return entry.leftOn === undefined
    ? buttonGroup(buttonLink({ href: `${base}/${entry.id}/change`, label: words.change, variant: 'secondary' }))
    : alert({ locale, tone: 'info', content: words.closed });
}

function leavePart({ base, entry, errors }: CardProps, locale: Locale): Html | undefined {
  if (entry.leftOn !== undefined) return undefined;
  const words = texts(locale).registers.card;
  const why = textarea({
    locale,
    name: 'why',
    label: words.leaveWhy,
    hint: words.leaveHint,
    rows: 2,
    maxLength: 500,
    error: errorOf(errors, 'why'),
  });
  const leaving = form({
    action: `${base}/${entry.id}/leave`,
    content: html`${why}${buttonGroup(button({ label: words.leave, variant: 'danger' }))}`,
  });
  return html`<div class="bt-section">${details({ summary: words.leave, content: leaving, open: errors.length > 0 })}</div>`;
}

/** The card of an entry: what stands in it, where it stands in the queue and why, what follows from it, who changed it. */
export function cardView(context: PageContext, props: CardProps): Html {
  const { locale } = context;
  const { register, base, navigation, entry, referrals, changes, errors } = props;
  const words = texts(locale).registers;
  const content = html`${errorSummary({ locale, errors })}${heading({ title: entry.fullName, caption: words.names[register.name] })}
<p>${standingTag({ entry, referral: referrals[0] }, locale)}</p>
${entryFacts(props, locale)}${changePart(props, locale)}${queuePart(props, locale)}
${register.name === 'preschool' && referralPart({ base, entry, referrals }, locale)}
${paymentsPart(props, locale)}${othersPart(props, locale)}${leavePart(props, locale)}${historyPart(register, changes, locale)}`;
  return layout(context, {
    title: entry.fullName,
    content,
    navigation,
    hasErrors: errors.length > 0,
    back: { href: base, label: words.list.back },
  });
}
