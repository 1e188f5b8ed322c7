import { formatDate, formatNumber, texts } from '#text';
import type { Locale } from '#text';
import type { Fault } from './answers.ts';
import { fieldsOf } from './form.ts';
import type { Limit } from './limit.ts';
import type { Notice, NoticeOccasion, Regulation } from './regulation.ts';
import { fillTemplate } from './template.ts';

/** What may stand in the texts of notices. */
export const noticePlaces = ['number', 'service', 'body', 'due', 'reason'] as const;
export type NoticeValues = Readonly<Record<(typeof noticePlaces)[number], string>>;

function labelOf({ question, field }: Fault, locale: Locale): string {
  if (question.type !== 'period') return question.label[locale];
  return (field === fieldsOf(question)[0] ? question.from : question.to)[locale];
}

/** Both ends of a period share a definition's message: each says which end it means. */
function endOfPeriod(label: string, message: string): string {
  return `${label}: ${message.charAt(0).toLowerCase()}${message.slice(1)}`;
}

/** A fault in words that say what to do: the question's own, else the catalogue's; in a list, of which one it is said. */
export function faultText(fault: Fault, locale: Locale): string {
  const { item } = fault;
  return item === undefined
    ? sentenceOf(fault, locale)
    : `${item.list.item[locale]} ${item.place + 1}. ${sentenceOf(fault, locale)}`;
}

function sentenceOf(fault: Fault, locale: Locale): string {
  const own = fault.question.messages[fault.code];
  const label = labelOf(fault, locale);
  if (own) return fault.question.type === 'period' ? endOfPeriod(label, own[locale]) : own[locale];
  const words = texts(locale).regulations.faults;
  const { least = '', most = '', date: iso } = fault.parameters;
  const date = iso === undefined ? '' : formatDate(new Date(`${iso}T00:00:00+05:00`), locale);
  const all = {
    required: words.required(label),
    tooShort: words.tooShort(label, least),
    tooLong: words.tooLong(label, most),
    pattern: words.pattern(label),
    phone: words.phone,
    iin: words.iin,
    account: words.account,
    number: words.number(label),
    tooSmall: words.tooSmall(label, formatNumber(least)),
    tooLarge: words.tooLarge(label, formatNumber(most)),
    date: words.date(label),
    tooEarly: words.tooEarly(label, date),
    tooLate: words.tooLate(label, date),
    order: words.order(date),
    choice: words.choice(label),
  } satisfies Record<Fault['code'], string>;
  return all[fault.code];
}

/** A time limit in words: `30 секунд – 1 минут`, `3 жұмыс күні`. */
export function limitText(limit: Limit, locale: Locale): string {
  const words = texts(locale).regulations.limit;
  const one = (count: number) => (limit.unit === 's' && count % 60 === 0 ? words.m(count / 60) : words[limit.unit](count));
  return limit.atLeast === undefined ? one(limit.atMost) : words.span(one(limit.atLeast), one(limit.atMost));
}

/** The notice of an occasion with its places filled (FRM-10). */
export function noticeText(
  regulation: Regulation,
  occasion: NoticeOccasion,
  { locale, values }: { locale: Locale; values: NoticeValues },
) {
  const notice: Notice = regulation.notices[occasion];
  return { title: fillTemplate(notice.title[locale], values), text: fillTemplate(notice.text[locale], values) };
}
