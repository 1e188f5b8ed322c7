import { z } from 'zod';
import { signerSchema } from './signers.ts';
import { identifier, isoDate, translated } from './words.ts';

/** What the state and the account already know of the person (APP-2). Whoever shows the form finds these facts. */
const prefillSources = [
  'personRegistry.fullName',
  'personRegistry.birthDate',
  'personRegistry.address',
  'personRegistry.document',
  'personRegistry.documentIssuedBy',
  'personRegistry.documentIssuedOn',
  'account.phone',
  'account.email',
] as const;
export type PrefillSource = (typeof prefillSources)[number];

const faultCodes = [
  'required',
  'tooShort',
  'tooLong',
  'pattern',
  'phone',
  'iin',
  'account',
  'number',
  'tooSmall',
  'tooLarge',
  'date',
  'tooEarly',
  'tooLate',
  'order',
  'choice',
] as const;
/** What is wrong with an answer; its words are the question's own `messages`, else the catalogue's. */
export type FaultCode = (typeof faultCodes)[number];

/** Only where an earlier answer is one of these. */
export const onAnswer = z.strictObject({ question: identifier, is: z.array(z.string()).min(1) });
export type OnAnswer = z.infer<typeof onAnswer>;

const common = {
  id: identifier,
  label: translated,
  hint: translated.optional(),
  required: z.boolean().default(true),
  when: onAnswer.optional(),
  messages: z.partialRecord(z.enum(faultCodes), translated).default({}),
};

/** A date, or `today` in Asia/Almaty with an offset in days. */
const dateBound = z.union([isoDate, z.string().regex(/^today([+-]\d{1,5})?$/)]);

/** Whole numbers; the bounds belong to them. */
const numbered = { ...common, min: z.int().nonnegative().default(0), max: z.int().positive().default(1_000_000_000) };

const simpleQuestionSchema = z.discriminatedUnion('type', [
  z.strictObject({
    ...common,
    type: z.literal('text'),
    prefill: z.enum(prefillSources).optional(),
    /** What the source knows is shown and not asked; the person may say that it is wrong. */
    locked: z.boolean().default(false),
    minLength: z.int().positive().default(1),
    maxLength: z.int().positive().default(200),
    pattern: z.string().optional(),
    lines: z.int().positive().default(1),
  }),
  z.strictObject({ ...common, type: z.literal('phone'), prefill: z.literal('account.phone').optional() }),
  z.strictObject({ ...common, type: z.literal('iin') }),
  z.strictObject({ ...numbered, type: z.literal('number') }),
  /** Tenge. */
  z.strictObject({ ...numbered, type: z.literal('money') }),
  /** A bank account of Kazakhstan. */
  z.strictObject({ ...common, type: z.literal('account') }),
  z.strictObject({
    ...common,
    type: z.literal('address'),
    prefill: z.literal('personRegistry.address').optional(),
    locked: z.boolean().default(false),
    maxLength: z.int().positive().default(300),
  }),
  z.strictObject({
    ...common,
    type: z.literal('date'),
    prefill: z.enum(['personRegistry.birthDate', 'personRegistry.documentIssuedOn']).optional(),
    locked: z.boolean().default(false),
    notBefore: dateBound.optional(),
    notAfter: dateBound.optional(),
  }),
  z.strictObject({
    ...common,
    type: z.literal('period'),
    from: translated,
    to: translated,
    notBefore: dateBound.optional(),
    notAfter: dateBound.optional(),
  }),
  z.strictObject({
    ...common,
    type: z.literal('choice'),
    /** `inText`: the answer as it stands in a sentence, «сатуға»; without it the label. */
    options: z.array(z.strictObject({ value: identifier, label: translated, inText: translated.optional() })).min(2),
  }),
]);

/** The same questions asked of each of several, as of each child. */
const listQuestionSchema = z.strictObject({
  ...common,
  type: z.literal('list'),
  /** What one of them is called: «Бала». */
  item: translated,
  fields: z.array(simpleQuestionSchema).min(1),
  min: z.int().nonnegative().default(1),
  max: z.int().positive().max(50).default(10),
});

const questionSchema = z.discriminatedUnion('type', [simpleQuestionSchema, listQuestionSchema]);

const pageSchema = z.strictObject({
  id: identifier,
  title: translated,
  /** The title for whoever fills the form in for the consumer, at a counter; where it would address the consumer otherwise. */
  atCounter: translated.optional(),
  hint: translated.optional(),
  questions: z.array(questionSchema).min(1),
});

export const formSchema = z.strictObject({
  title: translated,
  /** To whom the request is addressed, as at the top of the seed's form. */
  addressee: translated,
  /** From whom it is, under the addressee, with the answers in its places. */
  sender: translated,
  /**
   * The request itself in words, with the answers in its places: `{{period.from}}`. It is part of what is signed. Where the seed has several
   * forms, it is made of paragraphs, some of which stand there only after a certain answer.
   */
  statement: z.union([
    translated.transform((text) => [{ text, when: undefined }]),
    z.array(z.strictObject({ text: translated, when: onAnswer.optional() })).min(1),
  ]),
  pages: z.array(pageSchema).min(1),
  /** Who must sign besides the applicant (FRM-9). */
  signers: z.array(signerSchema).default([]),
});

export type Form = z.infer<typeof formSchema>;
export type FormPage = z.infer<typeof pageSchema>;
export type Question = z.infer<typeof questionSchema>;
export type SimpleQuestion = z.infer<typeof simpleQuestionSchema>;
export type ListQuestion = z.infer<typeof listQuestionSchema>;

/** Where an answer is kept: the question's id, or for a period its two ends, `period.from` and `period.to`; in a list `children.0.name`. */
export type FieldName = string;

/** Answers by field, normalised: dates as `2026-11-22`, telephone numbers as `+77011234567`. */
export type Answers = Readonly<Record<FieldName, string>>;

/** The fields that a question fills, in the order in which they are asked; a list is one, for the places of the form's texts. */
export function fieldsOf(question: Question): FieldName[] {
  return question.type === 'period' ? [`${question.id}.from`, `${question.id}.to`] : [question.id];
}

/** Whether something that depends on an answer is there: a question, a paragraph of the statement, an output. */
export function isAsked({ when }: { readonly when?: OnAnswer | undefined }, answers: Answers): boolean {
  return when === undefined || when.is.includes(answers[when.question] ?? '');
}

/** The pages on which something is asked, given the answers: a service with several forms has pages that one of them leaves out. */
export function askedPages(form: Form, answers: Answers): FormPage[] {
  return form.pages.filter(({ questions }) => questions.some((question) => isAsked(question, answers)));
}
