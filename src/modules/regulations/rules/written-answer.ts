import { formatIban, formatPhone, parsePhone } from '#subjects';
import { formatDate, formatDateTime, formatNumber, texts } from '#text';
import type { Locale } from '#text';
import type { SimpleQuestion } from './form.ts';
import type { FactFormat } from './output.ts';
import { isoDate } from './words.ts';
import type { Bilingual } from './words.ts';

/** `2026-11-22` in words; what is no date as it is. */
export function writtenDate(iso: string, locale: Locale): string {
  return isoDate.safeParse(iso).success ? formatDate(new Date(`${iso}T00:00:00+05:00`), locale) : iso;
}

/** Digits as a sum; what is no number as it is. */
function writtenSum(digits: string, locale: Locale): string {
  return /^\d+$/.test(digits) ? texts(locale).regulations.tenge(formatNumber(digits)) : digits;
}

/** A moment in words; what is none as it is. */
function writtenMoment(iso: string, locale: Locale): string {
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? iso : formatDateTime(at, locale);
}

type Writer = (answer: string, locale: Locale) => string;

const asItIs: Writer = (answer) => answer;

const writers = {
  date: writtenDate,
  period: writtenDate,
  money: writtenSum,
  number: formatNumber,
  account: formatIban,
  text: asItIs,
  phone: asItIs,
  iin: asItIs,
  address: asItIs,
} as const satisfies Record<Exclude<SimpleQuestion['type'], 'choice'>, Writer>;

/** An answer in words: dates by locale, a choice by its label, sums and accounts in groups. */
export function writtenAnswer(question: SimpleQuestion, answer: string, locale: Locale): string {
  if (question.type !== 'choice') return writers[question.type](answer, locale);
  return question.options.find(({ value }) => value === answer)?.label[locale] ?? answer;
}

/** An answer as it stands in a sentence: a choice in its words for that, everything else as it is written. */
export function spokenAnswer(question: SimpleQuestion, answer: string, locale: Locale): string {
  const chosen = question.type === 'choice' ? question.options.find(({ value }) => value === answer) : undefined;
  return chosen?.inText?.[locale] ?? writtenAnswer(question, answer, locale);
}

/** The same in the two languages of documents. */
export function inBoth(write: (locale: keyof Bilingual) => string): Bilingual {
  return { kk: write('kk'), ru: write('ru') };
}

const writtenPhone: Writer = (text) => {
  const phone = parsePhone(text);
  return phone === undefined ? text : formatPhone(phone);
};

const formats = {
  text: asItIs,
  date: writtenDate,
  moment: writtenMoment,
  money: writtenSum,
  number: asItIs,
  phone: writtenPhone,
  quarter: (quarter) => ['I', 'II', 'III', 'IV'][Number(quarter) - 1] ?? quarter,
} as const satisfies Record<FactFormat, Writer>;

/** A fact as it is printed, from the value in which it is kept. */
export function writtenFact(value: Bilingual, format: FactFormat): Bilingual {
  return inBoth((locale) => formats[format](value[locale], locale));
}
