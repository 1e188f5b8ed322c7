import { parseIban, parseIin, parsePhone } from '#subjects';
import { locales, texts } from '#text';
import type { FaultCode, SimpleQuestion } from './form.ts';

/** The answer as it is kept, or what is wrong with it. */
export type Verdict = string | { readonly code: FaultCode; readonly parameters?: Readonly<Record<string, string>> };

/** `2026-11-22` of `2026-11-22` or `22.11.2026`; undefined for a date that does not exist. */
export function readDate(text: string): string | undefined {
  const [, day, month, year] = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(text) ?? [];
  const iso = year === undefined ? text : `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return undefined;
  const at = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(iso) ? iso : undefined;
}

/** A date bound of a definition, `today-30` counted out. */
function boundDate(bound: string, today: string): string {
  if (!bound.startsWith('today')) return bound;
  const at = new Date(`${today}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + Number(bound.slice('today'.length) || 0));
  return at.toISOString().slice(0, 10);
}

function judgeText(text: string, question: Extract<SimpleQuestion, { type: 'text' | 'address' }>): Verdict {
  const length = Array.from(text).length;
  if (length > question.maxLength) return { code: 'tooLong', parameters: { most: String(question.maxLength) } };
  if (question.type === 'address') return text;
  if (length < question.minLength) return { code: 'tooShort', parameters: { least: String(question.minLength) } };
  return question.pattern === undefined || new RegExp(question.pattern, 'u').test(text) ? text : { code: 'pattern' };
}

function judgeDate(text: string, question: Extract<SimpleQuestion, { type: 'date' | 'period' }>, today: string): Verdict {
  const date = readDate(text);
  if (date === undefined) return { code: 'date' };
  const earliest = question.notBefore && boundDate(question.notBefore, today);
  const latest = question.notAfter && boundDate(question.notAfter, today);
  if (earliest && date < earliest) return { code: 'tooEarly', parameters: { date: earliest } };
  if (latest && date > latest) return { code: 'tooLate', parameters: { date: latest } };
  return date;
}

const currency = ['₸', ...locales.map((locale) => texts(locale).regulations.tenge('').trim())];

/** Digits of a whole number; thousands may stand apart, a sum may end with its currency. */
export function readWhole(text: string): string | undefined {
  const named = currency.find((name) => text.toLowerCase().endsWith(name)) ?? '';
  const digits = text.slice(0, text.length - named.length).replaceAll(/\s/g, '');
  return /^\d{1,15}$/.test(digits) ? String(Number(digits)) : undefined;
}

function judgeNumber(text: string, { min, max }: Extract<SimpleQuestion, { type: 'number' | 'money' }>): Verdict {
  const digits = readWhole(text);
  if (digits === undefined) return { code: 'number' };
  const number = Number(digits);
  if (number < min) return { code: 'tooSmall', parameters: { least: String(min) } };
  return number > max ? { code: 'tooLarge', parameters: { most: String(max) } } : String(number);
}

function judgeCoded(text: string, question: Extract<SimpleQuestion, { type: 'phone' | 'iin' | 'account' | 'choice' }>): Verdict {
  switch (question.type) {
    case 'phone':
      return parsePhone(text) ?? { code: 'phone' };
    case 'iin':
      return parseIin(text) ?? { code: 'iin' };
    case 'account':
      return parseIban(text) ?? { code: 'account' };
    case 'choice':
      return question.options.some(({ value }) => value === text) ? text : { code: 'choice' };
    default:
      return question satisfies never;
  }
}

/** Judges one answer that is not empty, by the definition of its question. */
export function judgeAnswer(text: string, question: SimpleQuestion, today: string): Verdict {
  if (question.type === 'text' || question.type === 'address') return judgeText(text, question);
  if (question.type === 'date' || question.type === 'period') return judgeDate(text, question, today);
  if (question.type === 'number' || question.type === 'money') return judgeNumber(text, question);
  return judgeCoded(text, question);
}
