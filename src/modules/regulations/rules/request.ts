import { z } from 'zod';
import { sha256Hex } from '#kit/ids';
import { formatDateTime, texts } from '#text';
import type { Locale, Translated } from '#text';
import { canonicalJson } from './canonical-json.ts';
import { counterEntrySchema, counterLines } from './counter-entry.ts';
import { askedPages, isAsked } from './form.ts';
import type { Answers, Form } from './form.ts';
import { channelKinds } from './passport.ts';
import { linesOf, writtenAnswers } from './readable-lines.ts';
import type { ReadableLine } from './readable-lines.ts';
import type { Regulation } from './regulation.ts';
import { fillTemplate } from './template.ts';
import { requestSignerSchema, signerOf } from './signers.ts';

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
  /** Who signs besides the consumer; left out where the regulation asks for nobody. */
  signers: z.array(requestSignerSchema).optional(),
  preparedAt: z.iso.datetime(),
});
export type RequestContents = z.infer<typeof requestContentsSchema>;

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
  /** Who signs besides the consumer: what they are to the request, and what their signature says. */
  readonly signers: readonly ReadableLine[];
  readonly preparedAt: string;
}

/** The paragraphs of the statement that these answers call for. */
function statementOf({ statement }: Form, answers: Answers): Translated[] {
  return statement.filter((paragraph) => isAsked(paragraph, answers)).map(({ text }) => text);
}

/** `Байжанов Нұрлан, ЖСН 850719399014: келісемін, қолды заңды өкілі … қояды`. */
function signerLines({ form }: Regulation, { signers = [], consumer }: RequestContents, locale: Locale): ReadableLine[] {
  const words = texts(locale).regulations.request;
  return signers.map((one) => {
    const signer = signerOf(form.signers, one);
    const own = signers.find(({ iin }) => iin === one.signedBy)?.name ?? consumer.name;
    const said = [signer?.agrees?.[locale], one.signedBy === one.iin ? undefined : words.representedBy(own)];
    const says = said.filter((text) => text !== undefined).join('; ');
    const person = `${one.name}, ${words.iin} ${one.iin}`;
    return {
      field: `signer.${one.id}`,
      label: signer?.role[locale] ?? one.id,
      value: says === '' ? person : `${person}: ${says}`,
    };
  });
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
    pages: askedPages(form, contents.answers).map((page) => ({
      page: page.id,
      title: page.title[locale],
      lines: page.questions
        .filter((question) => isAsked(question, contents.answers))
        .flatMap((question) => linesOf(question, contents.answers, locale)),
    })),
    statement: statementOf(form, contents.answers)
      .map((text) => fillTemplate(text[locale], written))
      .join('\n'),
    attachments: contents.attachments.map(({ document, name, sha256 }) => ({ document, title: titleOf(document), name, sha256 })),
    counter: counterLines(contents.counter, titleOf, locale),
    signers: signerLines(regulation, contents, locale),
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
    ...(readable.signers.length > 0 ? ['', words.signers, ...readable.signers.map(line)] : []),
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
  const { signers, ...request } = contents;
  return Buffer.from(
    canonicalJson({
      format: 'birtereze-request',
      formatVersion: 1,
      request: signers === undefined ? request : { ...request, signers },
      readable: { sha256: sha256Hex(readable) },
    }),
  );
}
