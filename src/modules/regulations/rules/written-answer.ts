import { formatIban } from '#subjects';
import { formatDate, formatNumber, texts } from '#text';
import type { Locale } from '#text';
import type { SimpleQuestion } from './form.ts';
import { isoDate } from './words.ts';

/** `2026-11-22` in words; what is no date as it is. */
function writtenDate(iso: string, locale: Locale): string {
  return isoDate.safeParse(iso).success ? formatDate(new Date(`${iso}T00:00:00+05:00`), locale) : iso;
}

/** Digits as a sum; what is no number as it is. */
function writtenSum(digits: string, locale: Locale): string {
  return /^\d+$/.test(digits) ? texts(locale).regulations.tenge(formatNumber(digits)) : digits;
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
