import { texts } from '#text';
import type { Locale } from '#text';
import { correctionField } from './answers.ts';
import { fieldsOf, isAsked } from './form.ts';
import type { Answers, FieldName, ListQuestion, Question, SimpleQuestion } from './form.ts';
import { countOf, itemQuestions } from './list.ts';
import type { Regulation } from './regulation.ts';
import { spokenAnswer, writtenAnswer } from './written-answer.ts';

/** One line of the readable form. */
export interface ReadableLine {
  readonly field: FieldName;
  readonly label: string;
  readonly value: string;
}

/** The lines of a question, a period in one; an optional one without an answer says so, so that nothing can be written into its place later. */
function linesOfOne(question: SimpleQuestion, answers: Answers, locale: Locale): ReadableLine[] {
  const words = texts(locale).regulations.request;
  const fields = fieldsOf(question);
  const values = fields.map((field) => (answers[field] ? writtenAnswer(question, answers[field], locale) : words.notAnswered));
  const lines = [{ field: fields[0] ?? question.id, label: question.label[locale], value: values.join(' – ') }];
  const correction = answers[correctionField(question)];
  if (correction)
    lines.push({ field: correctionField(question), label: words.correction(question.label[locale]), value: correction });
  return lines;
}

/** The lines of a list, each saying of whom it speaks. */
function linesOfList(list: ListQuestion, answers: Answers, locale: Locale): ReadableLine[] {
  const items = Array.from({ length: countOf(list, answers) }, (_, place) => itemQuestions(list, place));
  const lines = items.flatMap((questions, place) =>
    questions
      .filter((question) => isAsked(question, answers))
      .flatMap((question) => linesOfOne(question, answers, locale))
      .map((line) => ({ ...line, label: `${list.item[locale]} ${place + 1}. ${line.label}` })),
  );
  if (lines.length > 0) return lines;
  return [{ field: list.id, label: list.label[locale], value: texts(locale).regulations.request.notAnswered }];
}

/** A list in one line, for the places of the form's texts: «Асқарова Дана, 2019-05-02; Асқаров Ерлан, 2021-07-15» with dates in words. */
function writtenList(list: ListQuestion, answers: Answers, locale: Locale): string {
  const items = Array.from({ length: countOf(list, answers) }, (_, place) =>
    itemQuestions(list, place).flatMap((question) =>
      fieldsOf(question).flatMap((field) => (answers[field] ? [spokenAnswer(question, answers[field], locale)] : [])),
    ),
  );
  return items.map((item) => item.join(', ')).join('; ') || '—';
}

/** What was answered to a question, line by line. */
export function linesOf(question: Question, answers: Answers, locale: Locale): ReadableLine[] {
  return question.type === 'list' ? linesOfList(question, answers, locale) : linesOfOne(question, answers, locale);
}

/** Answers in words, by field, for the places of the form's texts. */
export function writtenAnswers(regulation: Regulation, answers: Answers, locale: Locale): Record<string, string> {
  const written = (question: Question, field: FieldName): string => {
    if (question.type === 'list') return writtenList(question, answers, locale);
    return answers[field] ? spokenAnswer(question, answers[field], locale) : '—';
  };
  const questions = regulation.form.pages.flatMap((page) => page.questions);
  return Object.fromEntries(questions.flatMap((one) => fieldsOf(one).map((field) => [field, written(one, field)] as const)));
}
