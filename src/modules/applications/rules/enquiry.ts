import { canonicalJson } from '#regulations';
import type { CounterEntry } from '#regulations';
import type { Visitor } from './visitor.ts';

/** What an answer to an enquiry says. The bytes that are signed are made of it alone. */
export interface AnswerContents {
  readonly application: { readonly id: string; readonly number: string };
  readonly enquiry: { readonly id: string; readonly text: string; readonly documents: readonly string[] };
  readonly consumer: { readonly iin: string; readonly name: string };
  /** Where it was taken at a counter: by whom, from whom, and which papers were shown. */
  readonly counter?: {
    readonly filledBy: CounterEntry['filledBy'];
    readonly visitor: Visitor;
    readonly paperOriginals: readonly string[];
  };
  readonly answer: string;
  readonly attachments: readonly {
    readonly document: string;
    readonly name: string;
    readonly mediaType: string;
    readonly size: number;
    readonly sha256: string;
  }[];
}

/** The deterministic form of an answer, as a request has one (APP-5): it names the question, so that it answers no other. */
export function canonicalAnswer(contents: AnswerContents): Uint8Array {
  return Buffer.from(canonicalJson({ format: 'birtereze-answer', formatVersion: 1, ...contents }));
}

/** An answer says something: words, or a file. */
export function isEmptyAnswer({ answer, attachments }: Pick<AnswerContents, 'answer' | 'attachments'>): boolean {
  return answer.trim() === '' && attachments.length === 0;
}

/** The wanted documents that did not come; at a counter also those that nobody has seen on paper, as with a request (PRO-3, step 5). */
export function missingFrom({
  enquiry,
  attachments,
  counter,
}: Pick<AnswerContents, 'enquiry' | 'attachments' | 'counter'>): string[] {
  const isSeen = (document: string): boolean => counter === undefined || counter.paperOriginals.includes(document);
  const isHere = (document: string): boolean => attachments.some((one) => one.document === document) && isSeen(document);
  return enquiry.documents.filter((document) => !isHere(document));
}
