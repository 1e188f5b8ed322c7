import { readCrl } from '../crl/crl.ts';
import { nodePrimitives } from '../crypto/node.ts';
import type { Primitives } from '../crypto/primitives.ts';
import { answerByLists, answerByOcsp } from './answers.ts';
import type { RevocationAnswer, RevocationDocument, RevocationQuestion, RevocationSource } from './revocation.ts';

/** Answers from documents at hand: those kept with a signature, or lists that a person gives. No network. */
export function storedRevocation(
  documents: readonly Pick<RevocationDocument, 'kind' | 'der'>[],
  primitives: Primitives = nodePrimitives,
): RevocationSource {
  const answers = documents.filter(({ kind }) => kind === 'ocsp');
  const crls = documents.flatMap(({ kind, der }) => {
    const crl = kind === 'crl' ? readCrl(der) : undefined;
    return crl?.ok ? [crl.value] : [];
  });
  const fromAnswers = (question: RevocationQuestion): RevocationAnswer | undefined => {
    for (const { der } of answers) {
      const answered = answerByOcsp(question, der, { primitives });
      if ('answer' in answered) return answered.answer;
    }
    return undefined;
  };
  return { check: async (question) => fromAnswers(question) ?? answerByLists(question, crls, primitives) };
}
