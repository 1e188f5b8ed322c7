import { z } from 'zod';
import type { Answers, FieldName } from './form.ts';
import { identifier, translated } from './words.ts';

/** The applicant among those who may sign for somebody. */
export const applicantSigner = 'applicant';

/**
 * Who signs a request besides the applicant (FRM-9): a person whom fields of the form name, or each member of a list question. Whoever has no
 * IIN among the answers does not sign: a spouse is asked for only where there is one.
 */
export const signerSchema = z.strictObject({
  id: identifier,
  /** What this person is to the request: the spouse, the child. */
  role: translated,
  /** The list question of which each member signs; `iin`, `name` and `birthDate` are then fields of a member. */
  each: identifier.optional(),
  iin: identifier,
  name: identifier,
  /** Only from this age in full years on, on the day of the review. */
  age: z.strictObject({ birthDate: identifier, least: z.int().positive() }).optional(),
  /** What the signature of this person says, in the request's own words: «келісемін». */
  agrees: translated.optional(),
  /** Who may sign for this person without an ЭЦҚ of their own: `applicant`, or other signers by id. */
  representatives: z.array(identifier).default([]),
});
export type Signer = z.infer<typeof signerSchema>;

/** Somebody whose signature a request needs besides the applicant's. */
export const requestSignerSchema = z.strictObject({
  /** `spouse`; of members of a list `child.0`, `child.1`. */
  id: z.string(),
  iin: z.string(),
  name: z.string(),
  /** IIN of whose ЭЦҚ signs: their own, or a representative's. It stands in what is signed, so that a signature says for whom it is. */
  signedBy: z.string(),
});
export type RequestSigner = z.infer<typeof requestSignerSchema>;

/** Who represents whom, as the applicant chose: ids of signers, or `applicant`, by the IIN of the one who is represented. */
export type Representation = Readonly<Record<string, string>>;

/** What decides who signs, beside the definition. */
export interface SignerFacts {
  readonly answers: Answers;
  /** The date in Asia/Almaty on which the request is put together. */
  readonly today: string;
  readonly applicantIin: string;
  readonly representation: Representation;
}

/** The answers that name a signer: questions of the form, or the list whose members sign. */
export function signerFields({ each, iin, name, age }: Signer): FieldName[] {
  if (each !== undefined) return [each];
  return [iin, name, ...(age === undefined ? [] : [age.birthDate])];
}

/** Full years between two dates as `2026-11-22`; somebody born on 29 February is a year older on 1 March. */
function fullYears(birthDate: string, today: string): number {
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return today.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

interface Place {
  readonly id: string;
  readonly field: (name: string) => FieldName;
}

/** How many members of a list were answered. */
function countOf(list: string, answers: Answers): number {
  const places = Object.keys(answers).map((field) => (field.startsWith(`${list}.`) ? Number(field.split('.')[1]) : -1));
  return Math.max(-1, ...places) + 1;
}

/** Where the answers about a signer stand: once, or once a member of the list. */
function placesOf({ id, each }: Signer, answers: Answers): Place[] {
  if (each === undefined) return [{ id, field: (name) => name }];
  return Array.from({ length: countOf(each, answers) }, (_, place) => ({
    id: `${id}.${place}`,
    field: (name) => `${each}.${place}.${name}`,
  }));
}

function isOfAge({ age }: Signer, { field }: Place, { answers, today }: SignerFacts): boolean {
  return age === undefined || fullYears(answers[field(age.birthDate)] ?? '', today) >= age.least;
}

type Candidate = Omit<RequestSigner, 'signedBy'> & { readonly signer: Signer };

function candidates(signers: readonly Signer[], facts: SignerFacts): Candidate[] {
  return signers.flatMap((signer) =>
    placesOf(signer, facts.answers)
      .filter((place) => facts.answers[place.field(signer.iin)] && isOfAge(signer, place, facts))
      .map(({ id, field }) => {
        const iin = facts.answers[field(signer.iin)] ?? '';
        return { id, iin, name: facts.answers[field(signer.name)] ?? '', signer };
      }),
  );
}

/** Who may sign for somebody. The applicant's own name is not among the answers. */
export interface Representative {
  readonly id: string;
  readonly iin: string;
  readonly name: string | undefined;
}

/** Somebody who may be represented, and by whom of those who sign this request themselves. */
export interface Representable {
  readonly id: string;
  readonly iin: string;
  readonly name: string;
  readonly representatives: readonly Representative[];
}

/** Whose representative can be chosen, and from whom. */
export function representable(signers: readonly Signer[], facts: SignerFacts): Representable[] {
  const all = candidates(signers, facts);
  return all
    .filter(({ signer }) => signer.representatives.length > 0)
    .map(({ id, iin, name, signer }) => ({
      id,
      iin,
      name,
      representatives: signer.representatives.flatMap((representative): Representative[] => {
        if (representative === applicantSigner) return [{ id: representative, iin: facts.applicantIin, name: undefined }];
        return all.filter((one) => one.id === representative).map((one) => ({ id: one.id, iin: one.iin, name: one.name }));
      }),
    }));
}

/** Who signs a request besides the applicant, in the order of the definition, and with whose ЭЦҚ. */
export function signersOf(signers: readonly Signer[], facts: SignerFacts): RequestSigner[] {
  const choices = representable(signers, facts);
  return candidates(signers, facts).map(({ id, iin, name }) => {
    const chosen = facts.representation[iin];
    const representatives = choices.find((one) => one.id === id)?.representatives ?? [];
    return { id, iin, name, signedBy: representatives.find((one) => one.id === chosen)?.iin ?? iin };
  });
}

/** Signers who are named twice, or are the applicant: two signatures of one person are one. By id. */
export function repeatedSigners(signers: readonly RequestSigner[], applicantIin: string): string[] {
  const isBefore = (iin: string, place: number) => signers.findIndex((one) => one.iin === iin) < place;
  return signers.filter(({ iin }, place) => iin === applicantIin || isBefore(iin, place)).map(({ id }) => id);
}

/** The definition by which somebody signs. */
export function signerOf(signers: readonly Signer[], { id }: Pick<RequestSigner, 'id'>): Signer | undefined {
  const [own = id] = id.split('.');
  return signers.find((signer) => signer.id === own);
}

/** Whether a request names exactly those signers whom its answers ask for, each signing in person or by who may represent them. */
export function signersFit(
  signers: readonly Signer[],
  request: { answers: Answers; consumer: { iin: string }; signers?: readonly RequestSigner[] | undefined },
  today: string,
): boolean {
  const facts = { answers: request.answers, today, applicantIin: request.consumer.iin, representation: {} };
  const asked = signersOf(signers, facts);
  const choices = representable(signers, facts);
  const named = request.signers ?? [];
  return (
    asked.length === named.length &&
    asked.every(({ id, iin, name }, place) => {
      const one = named[place];
      const mayRepresent = choices.find((choice) => choice.id === id)?.representatives ?? [];
      const signs = one?.signedBy === iin || mayRepresent.some((representative) => representative.iin === one?.signedBy);
      return one?.id === id && one.iin === iin && one.name === name && signs;
    })
  );
}
