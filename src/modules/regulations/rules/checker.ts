import { checkAnswers } from './check-answers.ts';
import { checkDocuments } from './check-documents.ts';
import { checkProcess } from './check-process.ts';
import { shapeFindings } from './finding.ts';
import type { Finding, Read } from './finding.ts';
import { passportSchema } from './passport.ts';
import type { Passport } from './passport.ts';
import { regulationSchema } from './regulation.ts';
import type { Regulation } from './regulation.ts';

/** Proves of a definition what spec/4 demands (PRO-6, in its essentials); empty when nothing is wrong. */
export function checkRegulation(regulation: Regulation): Finding[] {
  return [...checkProcess(regulation), ...checkDocuments(regulation), ...checkAnswers(regulation)];
}

export function parsePassport(raw: unknown): Read<Passport> {
  const parsed = passportSchema.safeParse(raw);
  return parsed.success ? { kind: 'read', value: parsed.data } : { kind: 'faulty', findings: shapeFindings(parsed.error) };
}

/** The only maker of a `Regulation`: what it returns has the right shape and has passed the checker. */
export function parseRegulation(raw: unknown, passport: Passport): Read<Regulation> {
  const parsed = regulationSchema.safeParse(raw);
  if (!parsed.success) return { kind: 'faulty', findings: shapeFindings(parsed.error) };
  const regulation = { ...parsed.data, passport };
  const findings = checkRegulation(regulation);
  return findings.length === 0 ? { kind: 'read', value: regulation } : { kind: 'faulty', findings };
}
