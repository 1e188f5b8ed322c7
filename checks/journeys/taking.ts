import type { Answers, Regulation } from '#regulations';
import { fillPages, numberOf, toSign } from './by-post.ts';
import type { Poster } from './by-post.ts';
import { hiddenFields } from './http.ts';
import { signatureOf } from './key-signature.ts';
import { scanOfIdentityCard } from './paper.ts';
import type { World } from './world.ts';

/** Who came to a counter, with which paper; the representative instead of the consumer, where one came. */
export interface Visit {
  readonly consumer: { readonly iin: string; readonly documentNumber: string };
  readonly representative?: { readonly iin: string; readonly number: string };
}

/** Answers of RG-1's form. */
export const unemployedAnswers: Answers = {
  phone: '+77010000101',
  'period.from': '2026-03-01',
  'period.to': '2026-05-31',
};

/** Enters who came (step 2). @returns path of the draft, whatever the registries said */
export function beginAtCounter(at: Poster, service: string, { consumer, representative }: Visit): Promise<string> {
  const shown =
    representative === undefined
      ? { identityCard: consumer.documentNumber }
      : { representativeIin: representative.iin, power: representative.number };
  return at.post('/counter/drafts', { service, iin: consumer.iin, ...shown });
}

/** All papers that the service requires, seen and scanned, in one form. */
function papersOf({ passport }: Regulation): FormData {
  const form = new FormData();
  for (const { id } of passport.requiredDocuments.filter(({ required }) => required)) {
    form.append(`original-${id}`, 'yes');
    form.append(`file-${id}`, new Blob([new Uint8Array(scanOfIdentityCard())], { type: 'application/pdf' }), `${id}.pdf`);
  }
  form.append('go', 'next');
  return form;
}

/** From who came to the review (steps 2 to 5). @returns path of the draft */
export async function fillAtCounter(at: Poster, regulation: Regulation, visit: Visit & { answers: Answers }): Promise<string> {
  const draft = await beginAtCounter(at, regulation.id, visit);
  const first = await at.leadsTo(draft);
  await fillPages(at, regulation, { first, answers: visit.answers });
  if (regulation.passport.requiredDocuments.length > 0) await at.post(`${draft}/files`, papersOf(regulation));
  await at.get(`${draft}/review`);
  return draft;
}

/** The fields that send a reviewed draft: the signature of whoever sits at the counter. */
export async function signedFields(at: Poster, draft: string): Promise<Record<string, string>> {
  const { body } = await at.get(`${draft}/sign`);
  return { ...hiddenFields(body), cms: await signatureOf(at.person, toSign(body)) };
}

/** Takes a request at a counter and waits for its number. @returns the application's id */
export async function takeAtCounter(
  world: World,
  at: Poster,
  taken: Visit & { regulation: Regulation; answers: Answers },
): Promise<string> {
  const draft = await fillAtCounter(at, taken.regulation, taken);
  const sent = await at.post(`${draft}/sign`, await signedFields(at, draft));
  const id = /\/counter\/applications\/([\da-f-]{36})\?sent$/.exec(sent)?.[1] ?? '';
  await numberOf(world, id);
  return id;
}
