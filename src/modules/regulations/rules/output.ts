import { z } from 'zod';
import { onAnswer } from './form.ts';
import { bilingual, identifier, partlyBilingual, translated } from './words.ts';

/** What is known of the consumer when a document is made. */
const personFacts = ['fullName', 'iin', 'birthDate', 'address'] as const;
/** `composedAt` is when the facts of the document were put together; `queueAddress` is where a person sees their place in a queue as it is now. */
const applicationFacts = ['number', 'registeredOn', 'serviceTitle', 'decidedOn', 'composedAt', 'queueAddress'] as const;

/** How a value is kept and written: days as `2026-11-22`, moments as `2026-11-22T05:42:00Z`, sums in tenge and quarters in digits. */
const factFormat = z.enum(['text', 'date', 'moment', 'money', 'number', 'quarter', 'phone']);

const tableColumn = z.strictObject({ field: identifier, label: bilingual, format: factFormat.default('text') });

/** Where the value of a printed fact comes from. */
const factSource = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('answer'), field: z.string() }),
  z.strictObject({ from: z.literal('person'), fact: z.enum(personFacts) }),
  z.strictObject({ from: z.literal('application'), fact: z.enum(applicationFacts) }),
  /** A column of a register of the local body (SYS-6), on the consumer's row. */
  z.strictObject({
    from: z.literal('register'),
    register: identifier,
    field: identifier,
    /** Of a column that is a table. */
    columns: z.array(tableColumn).min(1).optional(),
  }),
  /** The answers to a list, as a table. */
  z.strictObject({ from: z.literal('list'), question: identifier, columns: z.array(tableColumn).min(1) }),
  /** A text of several lines is asked for in both languages of the document. */
  z.strictObject({ from: z.literal('officer'), lines: z.int().positive().default(1) }),
  /** The texts of the refusal grounds that the officer chose. */
  z.strictObject({ from: z.literal('grounds') }),
]);

const factSchema = z.strictObject({
  id: identifier,
  label: bilingual,
  /**
   * Where it stands on the document: `head` at the top, as to whom a letter goes; `row` with its label among the others; `text` in the
   * sentences of `opening` and `closing` only.
   */
  place: z.enum(['head', 'row', 'text']).default('row'),
  /** How the officer's field is called at the workplace, where the printed label is a whole sentence. */
  prompt: translated.optional(),
  source: factSource,
  format: factFormat.default('text'),
  /** The officer may put a fact right that another source gave. */
  correctable: z.boolean().default(false),
  required: z.boolean().default(true),
  /** Printed where an optional fact has no value. */
  absent: bilingual.optional(),
  /** Words after the value, as «ұсыну үшін берілген». */
  suffix: partlyBilingual.optional(),
});

/** Where the value of a register's column comes from, when a decision enters the consumer into it. */
const effectSource = z.discriminatedUnion('from', [
  ...factSource.options,
  /** What a fact of the same document says, as the officer entered it. */
  z.strictObject({ from: z.literal('fact'), fact: identifier }),
  z.strictObject({ from: z.literal('constant'), value: z.string().min(1) }),
]);

/** An electronic document as data: what is printed, in the order in which it is printed, and the legal words under it. */
export const outputSchema = z.strictObject({
  id: identifier,
  kind: z.enum(['result', 'refusal']),
  /** Only for requests with a certain answer, where a service has several results. */
  when: onAnswer.optional(),
  title: bilingual,
  /** The document's name among others, in the language of the portal. */
  name: translated,
  /** A sentence before the facts, with `{{fact}}` in its places. */
  opening: bilingual.optional(),
  facts: z.array(factSchema).min(1),
  closing: bilingual.optional(),
  preparedBy: z.enum(['officer', 'system']),
  signedBy: z.enum(['signatory', 'officer']),
  /** WRK-2: the officer who prepares must not be the one who signs. */
  signedByAnother: z.boolean(),
  signatures: z.array(z.strictObject({ of: z.enum(['signatory', 'officer']), label: bilingual })).min(1),
  /** The legal statements under the document, word for word; `{{body}}` is the body's name. */
  statements: z.array(bilingual).min(1),
  /** The register into which the signed decision enters the consumer, and with what (SYS-6). */
  effect: z.strictObject({ register: identifier, values: z.record(identifier, effectSource) }).optional(),
  /** For how long the document is valid, the day of issue not counted; without either, without end. */
  validDays: z.int().positive().optional(),
  validMonths: z.int().positive().optional(),
});

export type Output = z.infer<typeof outputSchema>;
export type OutputFact = Output['facts'][number];
export type FactSource = OutputFact['source'];
export type FactFormat = z.infer<typeof factFormat>;
export type TableColumn = z.infer<typeof tableColumn>;
export type PersonFact = (typeof personFacts)[number];
export type ApplicationFact = (typeof applicationFacts)[number];
