import { z } from 'zod';
import { sha256Hex } from '#kit/ids';
import { formatDate, formatDateTime, texts } from '#text';
import type { Locale } from '#text';
import { correctionField } from './answers.ts';
import { canonicalJson } from './canonical-json.ts';
import { fieldsOf, isAsked } from './form.ts';
import type { Answers, FieldName, Question } from './form.ts';
import { channelKinds } from './passport.ts';
import type { Regulation } from './regulation.ts';
import { fillTemplate } from './template.ts';
import { isoDate } from './words.ts';

/**
 * A request that was taken at a counter of a provider or of a public service centre (PRO-3, PRO-4): who filled it in and signs it, which
 * papers were shown, and who came instead of the consumer. It is part of what is signed.
 */
const counterEntrySchema = z.strictObject({
  filledBy: z.strictObject({
    role: z.enum(['officer', 'operator']),
    iin: z.string(),
    name: z.string(),
    body: z.strictObject({ bin: z.string(), name: z.strictObject({ kk: z.string(), ru: z.string(), en: z.string() }) }),
  }),
  /** Required documents whose originals on paper were seen, by id (item 11 of the standard). */
  paperOriginals: z.array(z.string()),
  /** Under a notarised power of attorney, as the notary system has it. */
  representative: z
    .strictObject({
      iin: z.string(),
      name: z.string(),
      powerOfAttorney: z.strictObject({ number: z.string(), issuedOn: isoDate, validUntil: isoDate }),
    })
    .exactOptional(),
});
export type CounterEntry = z.infer<typeof counterEntrySchema>;

/** What a request says: everything that was reviewed, and nothing else. The bytes that are signed are made of it alone (APP-5). */
export const requestContentsSchema = z.strictObject({
  /** The draft from which it was made; two requests never share it. */
  id: z.string().min(1),
  regulation: z.strictObject({ id: z.string(), version: z.int().positive() }),
  channel: z.enum(channelKinds),
  body: z.strictObject({
    bin: z.string(),
    name: z.strictObject({ kk: z.string(), ru: z.string(), en: z.string() }),
    /** Name of its head, to whom the seed's forms are addressed. */
    head: z.string(),
  }),
  consumer: z.strictObject({ iin: z.string(), name: z.string() }),
  /** The language in which it was reviewed. */
  locale: z.enum(['kk', 'ru', 'en']),
  answers: z.record(z.string(), z.string()),
  attachments: z.array(
    z.strictObject({
      /** Which of the required documents it is. */
      document: z.string(),
      name: z.string(),
      mediaType: z.string(),
      size: z.int().nonnegative(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
  /** Absent in requests that the consumer makes at the portal. */
  counter: counterEntrySchema.exactOptional(),
  preparedAt: z.iso.datetime(),
});
export type RequestContents = z.infer<typeof requestContentsSchema>;

/** One line of the readable form. */
interface ReadableLine {
  readonly field: FieldName;
  readonly label: string;
  readonly value: string;
}

/** The request as the person reads and reviews it, in one language. */
export interface ReadableRequest {
  readonly title: string;
  readonly addressee: string;
  readonly sender: string;
  readonly consumer: readonly ReadableLine[];
  readonly pages: readonly { readonly page: string; readonly title: string; readonly lines: readonly ReadableLine[] }[];
  readonly statement: string;
  readonly attachments: readonly {
    readonly document: string;
    readonly title: string;
    readonly name: string;
    readonly sha256: string;
  }[];
  /** Who filled it in at a counter, for whom, by which papers; empty for requests of the portal. */
  readonly counter: readonly ReadableLine[];
  readonly preparedAt: string;
}

function writtenDate(iso: string, locale: Locale): string {
  return isoDate.safeParse(iso).success ? formatDate(new Date(`${iso}T00:00:00+05:00`), locale) : iso;
}

/** An answer in words: dates by locale, a choice by its label. */
function writtenAnswer(question: Question, answer: string, locale: Locale): string {
  if (question.type === 'date' || question.type === 'period') return writtenDate(answer, locale);
  if (question.type !== 'choice') return answer;
  return question.options.find(({ value }) => value === answer)?.label[locale] ?? answer;
}

/** The lines of a question, a period in one; an optional one without an answer says so, so that nothing can be written into its place later. */
function linesOf(question: Question, answers: Answers, locale: Locale): ReadableLine[] {
  const words = texts(locale).regulations.request;
  const fields = fieldsOf(question);
  const values = fields.map((field) => (answers[field] ? writtenAnswer(question, answers[field], locale) : words.notAnswered));
  const lines = [{ field: fields[0] ?? question.id, label: question.label[locale], value: values.join(' – ') }];
  const correction = answers[correctionField(question)];
  if (correction)
    lines.push({ field: correctionField(question), label: words.correction(question.label[locale]), value: correction });
  return lines;
}

/** Answers in words, by field, for the places of the form's texts. */
function writtenAnswers(regulation: Regulation, answers: Answers, locale: Locale): Record<string, string> {
  const questions = regulation.form.pages.flatMap((page) => page.questions);
  const values = questions.flatMap((question) =>
    fieldsOf(question).map((field) => [field, answers[field] ? writtenAnswer(question, answers[field], locale) : '—'] as const),
  );
  return Object.fromEntries(values);
}

type TitleOf = (document: string) => string;

/** Who filled the request in, and on what papers, in one language. */
function counterLines(counter: CounterEntry | undefined, titleOf: TitleOf, locale: Locale): ReadableLine[] {
  if (counter === undefined) return [];
  const words = texts(locale).regulations.request.counter;
  const { filledBy, paperOriginals, representative } = counter;
  const originals = paperOriginals.map(titleOf).join('; ');
  const power = representative?.powerOfAttorney;
  const represented =
    representative === undefined || power === undefined
      ? []
      : [
          {
            field: 'counter.representative',
            label: words.representative,
            value: `${representative.name}, ${representative.iin}`,
          },
          {
            field: 'counter.powerOfAttorney',
            label: words.powerOfAttorney,
            value: words.power(power.number, writtenDate(power.issuedOn, locale), writtenDate(power.validUntil, locale)),
          },
        ];
  return [
    ...represented,
    { field: 'counter.originals', label: words.originals, value: originals === '' ? words.noOriginals : originals },
    {
      field: 'counter.filledBy',
      label: words.filledBy[filledBy.role],
      value: `${filledBy.name}, ${filledBy.body.name[locale]}`,
    },
  ];
}

/** The readable form of a request (APP-4, APP-5). */
export function readableRequest(regulation: Regulation, contents: RequestContents, locale: Locale): ReadableRequest {
  const { form, passport } = regulation;
  const words = texts(locale).regulations.request;
  const written = writtenAnswers(regulation, contents.answers, locale);
  const titleOf = (document: string) => passport.requiredDocuments.find(({ id }) => id === document)?.title[locale] ?? document;
  return {
    title: `${form.title[locale]}: ${passport.title[locale]}`,
    addressee: fillTemplate(form.addressee[locale], { body: contents.body.name[locale], head: contents.body.head }),
    sender: fillTemplate(form.sender[locale], written),
    consumer: [
      { field: 'consumer.name', label: words.consumer, value: contents.consumer.name },
      { field: 'consumer.iin', label: words.iin, value: contents.consumer.iin },
    ],
    pages: form.pages.map((page) => ({
      page: page.id,
      title: page.title[locale],
      lines: page.questions
        .filter((question) => isAsked(question, contents.answers))
        .flatMap((question) => linesOf(question, contents.answers, locale)),
    })),
    statement: fillTemplate(form.statement[locale], written),
    attachments: contents.attachments.map(({ document, name, sha256 }) => ({ document, title: titleOf(document), name, sha256 })),
    counter: counterLines(contents.counter, titleOf, locale),
    preparedAt: formatDateTime(new Date(contents.preparedAt), locale),
  };
}

function indented(text: string): string {
  return text.replaceAll('\n', '\n    ');
}

/** The readable form as plain text, to be saved before and after signing. Its hash is in what is signed. */
export function readableText(readable: ReadableRequest, locale: Locale): string {
  const words = texts(locale).regulations.request;
  // Lines of an answer are set in, so that no answer can pass for a line of its own.
  const line = ({ label, value }: ReadableLine) => `${label}: ${indented(value)}`;
  const pages = readable.pages.flatMap(({ title, lines }) => ['', title, ...lines.map(line)]);
  const attachments = readable.attachments.map(({ title, name, sha256 }) => `${title}: ${name} (SHA-256 ${sha256})`);
  return [
    readable.addressee,
    indented(readable.sender),
    '',
    readable.title,
    '',
    ...readable.consumer.map(line),
    ...pages,
    '',
    indented(readable.statement),
    '',
    words.attachments,
    ...(attachments.length > 0 ? attachments : [words.noAttachments]),
    '',
    ...readable.counter.map(line),
    ...(readable.counter.length > 0 ? [''] : []),
    `${words.preparedAt}: ${readable.preparedAt}`,
    '',
  ].join('\n');
}

/**
 * The deterministic form of a request: the bytes that are signed. It binds the contents, the hashes of all attachments, and the
 * hash of the readable text in the language in which the person reviewed it.
 */
export function canonicalRequest(regulation: Regulation, contents: RequestContents): Uint8Array {
  const readable = readableText(readableRequest(regulation, contents, contents.locale), contents.locale);
  return Buffer.from(
    canonicalJson({
      format: 'birtereze-request',
      formatVersion: 1,
      request: contents,
      readable: { sha256: sha256Hex(readable) },
    }),
  );
}
