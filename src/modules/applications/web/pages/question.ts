import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { addressFinder } from '#registries';
import { correctionField, fieldsOf, itemQuestions, lockedBy } from '#regulations';
import type { Answers, Known, Question, SimpleQuestion } from '#regulations';
import { formatNumber, texts } from '#text';
import type { Locale } from '#text';
import {
  dateField,
  datePartsOf,
  details,
  errorOf,
  facts,
  fieldset,
  isoDateOf,
  radios,
  readDateParts,
  select,
  textField,
  textarea,
} from '#ui';
import type { DateParts, FieldError } from '#ui';

export interface QuestionView {
  readonly locale: Locale;
  readonly question: SimpleQuestion;
  readonly answers: Answers;
  readonly known: Known;
  readonly errors: readonly FieldError[];
  /** The only question of its page: its label is the `h1`. */
  readonly alone: boolean;
}

/** A field's name in the browser: a dot would have to be escaped in links to it. */
export function inputName(field: string): string {
  return field.replaceAll('.', '-');
}

/** Dates are typed as three numbers; an answer that is no date yet is shown as it was typed. */
function partsOf(answer: string | undefined): DateParts {
  const [, day, month, year] = /^(\d{0,2})[./](\d{0,2})[./](\d{0,4})$/.exec(answer ?? '') ?? [];
  return year === undefined ? datePartsOf(answer) : { day: day ?? '', month: month ?? '', year };
}

/** The answers in a form's body, named as the engine names them. */
export function rawAnswers(questions: readonly Question[], body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const raw: Record<string, unknown> = {};
  for (const question of questions.flatMap((one) => sentQuestions(one, body))) {
    for (const field of [...fieldsOf(question), correctionField(question)]) raw[field] = rawAnswer(question, field, body);
  }
  return raw;
}

/** Of a list, the questions of each that was in the form. */
function sentQuestions(question: Question, body: Readonly<Record<string, unknown>>): SimpleQuestion[] {
  if (question.type !== 'list') return [question];
  const names = Object.keys(body);
  const items = Array.from({ length: question.max }, (_, place) => itemQuestions(question, place));
  return items.filter((_, place) => names.some((name) => name.startsWith(inputName(`${question.id}.${place}.`)))).flat();
}

function rawAnswer(question: SimpleQuestion, field: string, body: Readonly<Record<string, unknown>>): unknown {
  const dated = question.type === 'date' || question.type === 'period';
  if (!dated || field === correctionField(question)) return body[inputName(field)];
  const parts = readDateParts(body, inputName(field));
  const typed = [parts.day, parts.month, parts.year].filter((part) => part !== '');
  return typed.length === 0 ? '' : (isoDateOf(parts) ?? `${parts.day}.${parts.month}.${parts.year}`);
}

/** One question of a form as its definition says. */
export function questionView(view: QuestionView): Html {
  const { question, known } = view;
  const source = lockedBy(question, known);
  if (source !== undefined) return lockedView(view, known[source] ?? '');
  if (question.type === 'date') return dateView(view, question.id, question.label[view.locale]);
  if (question.type === 'period') return periodView(view, question);
  if (question.type === 'choice') return choiceView(view, question);
  return textView(view, question);
}

/** What a registry knows is shown and not asked; the person can say that it is wrong (APP-2). */
function lockedView({ locale, question, answers, errors }: QuestionView, value: string): Html {
  const words = texts(locale).applications.form;
  const field = correctionField(question);
  const correction = answers[field];
  return html`<div class="bt-field" id="${inputName(question.id)}">${facts([
    { term: question.label[locale], value: html`${value}<br><span class="bt-source">${words.source}</span>` },
  ])}
${details({
  summary: words.wrongSource,
  open: correction !== undefined && correction !== '',
  content: textField({
    locale,
    name: inputName(field),
    label: words.correction,
    hint: words.correctionHint,
    value: correction,
    optional: true,
    error: errorOf(errors, inputName(field)),
  }),
})}</div>`;
}

function dateView({ locale, question, answers, errors, alone }: QuestionView, field: string, legend: string): Html {
  const name = inputName(field);
  return dateField({
    locale,
    name,
    legend,
    asHeading: alone,
    hint: question.hint?.[locale],
    error: errorOf(errors, name),
    value: partsOf(answers[field]),
    optional: !question.required,
  });
}

function periodView(view: QuestionView, question: Extract<SimpleQuestion, { type: 'period' }>): Html {
  const { locale, answers, errors } = view;
  const [from = '', to = ''] = fieldsOf(question);
  const end = (field: string, legend: string): Html =>
    dateField({
      locale,
      name: inputName(field),
      legend,
      error: errorOf(errors, inputName(field)),
      value: partsOf(answers[field]),
    });
  return fieldset(
    { locale, name: question.id, legend: question.label[locale], hint: question.hint?.[locale], optional: !question.required },
    html`${end(from, question.from[locale])}${end(to, question.to[locale])}`,
  );
}

function choiceView(
  { locale, question, answers, errors, alone }: QuestionView,
  choice: Extract<SimpleQuestion, { type: 'choice' }>,
): Html {
  const name = inputName(question.id);
  const options = choice.options.map(({ value, label }) => ({ value, label: label[locale] }));
  const common = {
    locale,
    name,
    hint: question.hint?.[locale],
    error: errorOf(errors, name),
    value: answers[question.id],
    options,
    optional: !question.required,
  };
  const label = question.label[locale];
  return options.length > 7
    ? select({ ...common, label, placeholder: '' })
    : radios({ ...common, legend: label, asHeading: alone });
}

type TextQuestion = Exclude<SimpleQuestion, { type: 'date' | 'period' | 'choice' }>;

function textView(view: QuestionView, text: TextQuestion): Html {
  const { locale, question, answers, errors } = view;
  const name = inputName(question.id);
  const common = {
    locale,
    name,
    label: question.label[locale],
    hint: question.hint?.[locale],
    error: errorOf(errors, name),
    value: answers[question.id],
    optional: !question.required,
  };
  if (text.type === 'address') return html`${textarea({ ...common, rows: 3 })}${addressFinder(locale, name)}`;
  if (text.type === 'text' && text.lines > 1) return textarea({ ...common, rows: 3 });
  const source = sourceOf(view, text);
  if (text.type === 'phone') return textField({ ...common, source, type: 'tel', autocomplete: 'tel', width: 'md' });
  if (text.type === 'money' || text.type === 'number')
    return textField({ ...common, value: groupedDigits(common.value), numeric: true, width: 'sm' });
  if (text.type === 'account') return textField({ ...common, autocomplete: 'off', spellcheck: false, width: 'md' });
  return textField({ ...common, source, numeric: text.type === 'iin' });
}

/** A number is shown in groups of three; what is no number is shown as it was typed. */
function groupedDigits(answer: string | undefined): string | undefined {
  return answer !== undefined && /^\d+$/.test(answer) ? formatNumber(answer) : answer;
}

/** From where an answer was filled in, as long as the person has not changed it (APP-2). */
function sourceOf({ locale, question, answers, known }: QuestionView, text: TextQuestion): string | undefined {
  const words = texts(locale).applications.form;
  const source = 'prefill' in text ? text.prefill : undefined;
  if (source === undefined || known[source] === undefined || known[source] !== answers[question.id]) return undefined;
  return source.startsWith('account.') ? words.accountSource : words.source;
}
