import { canonicalJson } from '#regulations';
import type { CounterEntry, RequestContents } from '#regulations';
import type { AnswerContents } from './enquiry.ts';
import type { Visitor } from './visitor.ts';

/** What somebody brings to a counter on paper after the request was taken (APP-9). */
export const statementKinds = ['withdrawal', 'complaint'] as const;
export type StatementKind = (typeof statementKinds)[number];

/** What a statement says. The bytes that are signed are made of it alone. */
export interface StatementContents {
  readonly kind: StatementKind;
  readonly application: { readonly id: string; readonly number: string };
  readonly consumer: RequestContents['consumer'];
  readonly visitor: Visitor;
  readonly filledBy: CounterEntry['filledBy'];
  readonly text: string;
  readonly scans: readonly Omit<AnswerContents['attachments'][number], 'document'>[];
}

/** The deterministic form of a statement, as a request has one (APP-5). */
export function canonicalStatement(contents: StatementContents): Uint8Array {
  return Buffer.from(canonicalJson({ format: 'birtereze-statement', formatVersion: 1, ...contents }));
}

/** What a statement that was begun still lacks before it can be signed; a withdrawal says all with its name. */
export function lackingIn(statement: {
  kind: StatementKind;
  visitor: Visitor | undefined;
  text: string;
  scans: number;
}): ('visitor' | 'text' | 'scan')[] {
  const { kind, visitor, text, scans } = statement;
  const lacks = { visitor: visitor === undefined, text: kind === 'complaint' && text === '', scan: scans === 0 };
  return (['visitor', 'text', 'scan'] as const).filter((part) => lacks[part]);
}
