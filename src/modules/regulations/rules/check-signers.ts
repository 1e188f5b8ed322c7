import type { Finding } from './finding.ts';
import type { Question } from './form.ts';
import type { Regulation } from './regulation.ts';
import { applicantSigner } from './signers.ts';
import type { Signer } from './signers.ts';

type Report = (path: string, reason: string) => void;

/** The questions that name a signer: those of the form, or those of a list's members; undefined where there is no such list. */
function questionsFor({ each }: Signer, questions: readonly Question[]): readonly Question[] | undefined {
  if (each === undefined) return questions;
  const list = questions.find(({ id }) => id === each);
  return list?.type === 'list' ? list.fields : undefined;
}

/** A field that names a signer must be answered wherever the signer is asked for at all. */
function checkField(
  question: Question | undefined,
  wanted: { type: Question['type']; when: Question['when'] },
): string | undefined {
  if (question?.type !== wanted.type) return `is not a question of the type ${wanted.type}`;
  if (!question.required) return 'can be left without an answer';
  if (JSON.stringify(question.when) !== JSON.stringify(wanted.when)) return 'is not asked together with the IIN';
  return undefined;
}

function checkSigner(signer: Signer, questions: readonly Question[], report: Report): void {
  const path = `form.signers.${signer.id}`;
  const asked = questionsFor(signer, questions);
  if (asked === undefined) return report(`${path}.each`, `${signer.each} is not a list`);
  const find = (id: string) => asked.find((question) => question.id === id);
  const person = find(signer.iin);
  if (person === undefined) return report(`${path}.iin`, `nothing asks for ${signer.iin}`);
  const fields: [string, string, Question['type']][] = [
    ['iin', signer.iin, 'iin'],
    ['name', signer.name, 'text'],
    ...(signer.age ? [['age.birthDate', signer.age.birthDate, 'date'] as [string, string, 'date']] : []),
  ];
  for (const [place, field, type] of fields) {
    const reason = checkField(find(field), { type, when: person.when });
    if (reason !== undefined) report(`${path}.${place}`, `${field} ${reason}`);
  }
}

/** A representative is the applicant, or another signer who is one person and signs in person. */
function checkRepresentatives(signer: Signer, signers: readonly Signer[], report: Report): void {
  for (const id of signer.representatives) {
    const found = signers.find((one) => one.id === id);
    const signsInPerson = found !== undefined && found.each === undefined && found.representatives.length === 0;
    if (id !== applicantSigner && (found === signer || !signsInPerson))
      report(`form.signers.${signer.id}.representatives`, `${id} is nobody who signs in person`);
  }
}

/** Checks that every signer is named by the form, and that representatives sign themselves (FRM-9). */
export function checkSigners({ form }: Regulation): Finding[] {
  const findings: Finding[] = [];
  const report: Report = (path, reason) => findings.push({ code: 'signerWithoutField', path, reason });
  const questions = form.pages.flatMap((page) => page.questions);
  form.signers.forEach((signer, place) => {
    const others = form.signers.slice(0, place);
    if (signer.id === applicantSigner || others.some(({ id }) => id === signer.id))
      findings.push({ code: 'duplicate', path: 'form.signers', reason: `${signer.id} stands twice` });
    checkSigner(signer, questions, report);
    checkRepresentatives(signer, form.signers, report);
  });
  return findings;
}
