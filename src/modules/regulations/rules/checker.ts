import { checkAnswers } from './check-answers.ts';
import { checkDocuments } from './check-documents.ts';
import { checkOutputs } from './check-outputs.ts';
import { checkPassport, checkPromises } from './check-passport.ts';
import { checkProcess, tableOf } from './check-process.ts';
import { checkQuestions } from './check-questions.ts';
import { checkSources } from './check-sources.ts';
import type { Surroundings } from './check-sources.ts';
import { checkSigners } from './check-signers.ts';
import { checkTexts } from './check-texts.ts';
import { shapeFindings } from './finding.ts';
import type { Finding, Read, Report } from './finding.ts';
import { passportSchema } from './passport.ts';
import type { Passport } from './passport.ts';
import { acts } from './process.ts';
import type { Step } from './process.ts';
import { regulationSchema } from './regulation.ts';
import type { Regulation } from './regulation.ts';
import { trailTo } from './trails.ts';

/** Faults that `check` reports, in the order in which they were found. */
export function reported(check: (report: Report) => void): Finding[] {
  const findings: Finding[] = [];
  check((code, path, reason) => findings.push({ code, path, reason }));
  return findings;
}

/** The step at which a fault of a form or a document comes to light. */
function belongsTo({ path }: Finding, { outputs }: Regulation): ((step: Step) => boolean) | undefined {
  if (path.startsWith('form')) return ({ act }) => act === 'fillIn';
  const output = outputs.find(({ id }) => path.startsWith(`outputs.${id}`));
  return output && (({ act }) => acts[act].brings === output.kind);
}

/** A fault of a form or a document with the way of the first channel on which it comes to light. */
function located(finding: Finding, regulation: Regulation): Finding {
  const isMeant = finding.step === undefined ? belongsTo(finding, regulation) : undefined;
  if (!isMeant) return finding;
  for (const channel of regulation.process.channels) {
    const step = channel.steps.find(isMeant);
    if (step) return { ...finding, step: step.number, trail: trailTo(tableOf(channel), step.number) };
  }
  return finding;
}

/** Proves of a definition what spec/4 demands (PRO-6); empty when nothing is wrong. */
export function checkRegulation(regulation: Regulation, surroundings: Surroundings = {}): Finding[] {
  const beside = reported((report) => {
    checkSources(regulation, surroundings, report);
    checkOutputs(regulation, report);
    checkQuestions(regulation.form, report);
    checkPromises(regulation, report);
    checkTexts({ ...regulation, passport: undefined }, '', report);
  });
  const checks = [checkProcess, checkDocuments, checkAnswers, checkSigners];
  const findings = [...checks.flatMap((check) => check(regulation)), ...beside];
  return findings.map((finding) => located(finding, regulation));
}

function readOr<T>(value: T, findings: readonly Finding[]): Read<T> {
  return findings.length === 0 ? { kind: 'read', value } : { kind: 'faulty', findings };
}

export function parsePassport(raw: unknown, surroundings: Surroundings = {}): Read<Passport> {
  const parsed = passportSchema.safeParse(raw);
  if (!parsed.success) return { kind: 'faulty', findings: shapeFindings(parsed.error, raw) };
  const findings = reported((report) => {
    checkPassport(parsed.data, surroundings, report);
    checkTexts(parsed.data, '', report);
  });
  return readOr(parsed.data, findings);
}

/** The only maker of a `Regulation`: what it returns has the right shape and has passed the checker. */
export function parseRegulation(raw: unknown, passport: Passport, surroundings: Surroundings = {}): Read<Regulation> {
  const parsed = regulationSchema.safeParse(raw);
  if (!parsed.success) return { kind: 'faulty', findings: shapeFindings(parsed.error, raw) };
  const regulation = { ...parsed.data, passport };
  return readOr(regulation, checkRegulation(regulation, surroundings));
}
