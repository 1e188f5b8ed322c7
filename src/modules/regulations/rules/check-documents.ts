import { fieldsUsedBy } from './check-sources.ts';
import { checkTwice } from './finding.ts';
import type { Finding, Report } from './finding.ts';
import { fieldsOf } from './form.ts';
import type { Question } from './form.ts';
import type { Output } from './output.ts';
import { acts } from './process.ts';
import type { Regulation } from './regulation.ts';
import { signerFields } from './signers.ts';
import { placeholdersOf } from './template.ts';
import { noticePlaces } from './wording.ts';

function questionsOf(regulation: Regulation): Question[] {
  return regulation.form.pages.flatMap((page) => page.questions);
}

function checkPlaces(
  texts: Partial<Record<string, string>>,
  known: Iterable<string>,
  { path, report }: { path: string; report: Report },
) {
  const places = new Set(known);
  for (const [language, text = ''] of Object.entries(texts)) {
    for (const place of placeholdersOf(text).filter((name) => !places.has(name))) {
      report('unknownPlace', `${path}.${language}`, `nothing fills {{${place}}}`);
    }
  }
}

function checkQuestion(question: Question, earlier: readonly Question[], report: Report): void {
  const path = `form.${question.id}`;
  const { when } = question;
  if (when && !earlier.some(({ id }) => id === when.question))
    report('askedTooLate', path, `${when.question} is not asked before`);
  if (question.type !== 'text' || question.pattern === undefined) return;
  try {
    RegExp(question.pattern, 'u');
  } catch {
    report('pattern', path, `${question.pattern} is not a regular expression`);
  }
}

/** Every answer that is asked for must serve something that is printed, said or decided by it. */
function checkUse(regulation: Regulation, report: Report): void {
  const { form, outputs } = regulation;
  const paragraphs = form.statement.map(({ text }) => text);
  const said = [form.sender, ...paragraphs].flatMap((text) => placeholdersOf(text.kk));
  const printed = outputs.flatMap(fieldsUsedBy);
  const decided = questionsOf(regulation).flatMap(({ when }) => (when ? [when.question] : []));
  const signing = form.signers.flatMap(signerFields);
  const used = new Set([...said, ...printed, ...decided, ...signing]);
  for (const field of questionsOf(regulation).flatMap(fieldsOf)) {
    if (!used.has(field)) report('unusedField', `form.${field}`, 'is asked for, but nothing uses it');
  }
}

function checkForm(regulation: Regulation, report: Report): void {
  const questions = questionsOf(regulation);
  checkTwice(
    questions.map(({ id }) => id),
    'form',
    report,
  );
  questions.forEach((question, place) => checkQuestion(question, questions.slice(0, place), report));
  const fields = questions.flatMap(fieldsOf);
  checkPlaces(regulation.form.addressee, ['body', 'head'], { path: 'form.addressee', report });
  checkPlaces(regulation.form.sender, fields, { path: 'form.sender', report });
  regulation.form.statement.forEach(({ text }, place) => checkPlaces(text, fields, { path: `form.statement.${place}`, report }));
  checkUse(regulation, report);
}

function checkOutput(output: Output, report: Report): void {
  const path = `outputs.${output.id}`;
  const places = ['body', ...output.facts.filter(({ required, absent }) => required || absent).map(({ id }) => id)];
  checkTwice(
    output.facts.map(({ id }) => id),
    path,
    report,
  );
  if (output.opening) checkPlaces(output.opening, places, { path: `${path}.opening`, report });
  if (output.closing) checkPlaces(output.closing, places, { path: `${path}.closing`, report });
  output.statements.forEach((text, place) => checkPlaces(text, ['body'], { path: `${path}.statements.${place}`, report }));
  const grounded = output.facts.some(({ source }) => source.from === 'grounds');
  if (output.kind === 'refusal' && !grounded) report('refusalWithoutGround', path, 'a refusal must say its ground');
}

/** Checks form, outputs and notices: every place and every fact is filled by something, every answer is used, nothing stands twice. */
export function checkDocuments(regulation: Regulation): Finding[] {
  const findings: Finding[] = [];
  const report: Report = (code, path, reason) => findings.push({ code, path, reason });
  checkForm(regulation, report);
  checkTwice(
    regulation.outputs.map(({ id }) => id),
    'outputs',
    report,
  );
  const made = new Set(regulation.process.channels.flatMap(({ steps }) => steps.map(({ act }) => acts[act].brings)));
  for (const output of regulation.outputs) {
    checkOutput(output, report);
    if (!made.has(output.kind)) report('unusedOutput', `outputs.${output.id}`, 'no step brings it forth');
  }
  for (const [occasion, { title, text }] of Object.entries(regulation.notices)) {
    checkPlaces(title, noticePlaces, { path: `notices.${occasion}.title`, report });
    checkPlaces(text, noticePlaces, { path: `notices.${occasion}.text`, report });
  }
  return findings;
}
