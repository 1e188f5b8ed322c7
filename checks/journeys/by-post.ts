import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { askedPages, countOf, fieldsOf, isAsked, itemQuestions, loadRegulations } from '#regulations';
import type { Answers, FormPage, Question, Regulation } from '#regulations';
import { ask, hiddenFields } from './http.ts';
import type { Answer } from './http.ts';
import { withFile } from './inhabitants.ts';
import { signatureOf } from './key-signature.ts';
import type { JourneyPerson } from './people.ts';
import { eventually } from './world.ts';
import type { World } from './world.ts';

/** Somebody at a site without scripts: every step is the post of a form. */
export class Poster {
  readonly person: JourneyPerson;
  readonly #site: string;
  readonly #cookie: string;

  constructor(site: string, cookie: string, person: JourneyPerson) {
    this.#site = site;
    this.#cookie = cookie;
    this.person = person;
  }

  async get(path: string): Promise<Answer> {
    const answer = await ask(`${this.#site}${path}`, { cookie: this.#cookie });
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.headers.get('location') ?? answer.body}`);
    return answer;
  }

  /** Where an address leads at once. */
  async leadsTo(path: string): Promise<string> {
    const { status, headers, body } = await ask(`${this.#site}${path}`, { cookie: this.#cookie });
    const location = headers.get('location');
    if (status !== 303 || location === null) throw new Error(`${path}: ${status} ${body}`);
    return location;
  }

  /** The page to which an address leads: from what cannot be shown yet to where it is put right. */
  async follow(path: string): Promise<Answer> {
    const answer = await ask(`${this.#site}${path}`, { cookie: this.#cookie });
    return answer.status === 303 ? this.get(answer.headers.get('location') ?? '') : answer;
  }

  /** The bare answers to a button that is pressed three times at once. */
  thrice(path: string, body: Record<string, string> = {}): Promise<Answer[]> {
    const press = (): Promise<Answer> => ask(`${this.#site}${path}`, { method: 'POST', cookie: this.#cookie, body });
    return Promise.all([press(), press(), press()]);
  }

  async bytes(path: string): Promise<Uint8Array> {
    const answer = await fetch(`${this.#site}${path}`, { headers: { cookie: this.#cookie } });
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return new Uint8Array(await answer.arrayBuffer());
  }

  /** @returns where the answer leads. @throws an ordinary error with the faults that the page names, where it does not lead on */
  async post(path: string, body: Record<string, string> | FormData = {}): Promise<string> {
    const answer = await ask(`${this.#site}${path}`, { method: 'POST', cookie: this.#cookie, body });
    if (answer.status === 303) return answer.headers.get('location') ?? '';
    const [, faults = answer.body] = /<div class="ds-error-summary"[^>]*>(.*?)<\/div>/s.exec(answer.body) ?? [];
    throw new Error(`${path}: ${answer.status} ${faults.replaceAll(/<[^>]+>/g, ' ')}`);
  }
}

export async function signIn(site: string, person: JourneyPerson): Promise<Poster> {
  const body = { iin: person.iin, password: person.password };
  const { status, headers } = await ask(`${site}/sign-in`, { method: 'POST', body });
  const cookie = headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  if (status !== 303 || cookie === '') throw new Error(`Not signed in: ${status}`);
  return new Poster(site, cookie, person);
}

/** The newest version of a service in a folder of regulations, ours where none is named. */
export function serviceOf(id: string, folder = join(import.meta.dirname, '../../regulations')): Regulation {
  const found = loadRegulations(folder).services.find((service) => service.id === id)?.regulation;
  if (found === undefined) throw new Error(`${id} cannot be ordered`);
  return found;
}

/** The names of an answer's fields in the browser; a date is typed as three numbers. */
function typed(question: Question, field: string, answer: string): [string, string][] {
  const name = field.replaceAll('.', '-');
  if (question.type !== 'date' && question.type !== 'period') return [[name, answer]];
  const [year = '', month = '', day = ''] = answer.split('-');
  return [
    [`${name}-day`, day],
    [`${name}-month`, month],
    [`${name}-year`, year],
  ];
}

/** The questions as they are answered: those of a list once for each of it. */
function answered(question: Question, answers: Answers): Question[] {
  if (question.type !== 'list') return [question];
  return Array.from({ length: countOf(question, answers) }, (_, place) => itemQuestions(question, place)).flat();
}

function typedPage(page: FormPage, answers: Answers): Record<string, string> {
  const asked = page.questions
    .flatMap((question) => answered(question, answers))
    .filter((question) => isAsked(question, answers));
  return Object.fromEntries(
    asked.flatMap((question) => fieldsOf(question).flatMap((field) => typed(question, field, answers[field] ?? ''))),
  );
}

/** Answers the questions of a form, from the address of its first page on. */
export async function fillPages(at: Poster, regulation: Regulation, { first, answers }: { first: string; answers: Answers }) {
  let next = first;
  for (const page of askedPages(regulation.form, answers)) {
    if (!next.endsWith(`/pages/${page.id}`)) throw new Error(`The form leads to ${next} instead of ${page.id}`);
    next = await at.post(next, typedPage(page, answers));
  }
}

/** Fills in the form of a service and attaches every document that it requires. @returns path of the draft */
export async function fillIn(at: Poster, regulation: Regulation, answers: Answers): Promise<string> {
  const first = await at.post('/applications/drafts', { service: regulation.id });
  const draft = first.replace(/\/pages\/.*$/, '');
  await fillPages(at, regulation, { first, answers });
  for (const { id, required } of regulation.passport.requiredDocuments)
    if (required) await at.post(`${draft}/files/${id}`, withFile(`file-${id}`));
  return draft;
}

/** What the panel of a page would have signed. */
export function toSign(page: string): Uint8Array {
  const [, base64 = ''] = /"base64":"([^"]+)"/.exec(page) ?? [];
  if (base64 === '') throw new Error('The page signs nothing');
  return new Uint8Array(Buffer.from(base64, 'base64'));
}

/** Signs what a page shows. @returns where that leads */
export async function sign(at: Poster, path: string): Promise<string> {
  const { body } = await at.get(path);
  return at.post(path, { ...hiddenFields(body), cms: await signatureOf(at.person, toSign(body)) });
}

/** Reviews, signs and sends a filled draft. @returns id of the application */
export async function send(world: World, at: Poster, draft: string): Promise<string> {
  await at.get(`${draft}/review`);
  const sent = await sign(at, `${draft}/sign`);
  const id = /\/applications\/([\da-f-]{36})/.exec(sent)?.[1] ?? '';
  await numberOf(world, id);
  return id;
}

/** The number that the provider's system gave, once it came. */
export function numberOf(world: World, id: string): Promise<string> {
  return eventually('the number', async () => {
    const { rows } = await sql<{
      number: string | null;
    }>`select number from applications.application where id = ${id}`.execute(world.db);
    return rows[0]?.number ?? undefined;
  });
}

/** What the specialist decides: an output, what is written into its fields, the grounds of a refusal. */
export interface Decision {
  readonly output: string;
  readonly values?: Readonly<Record<string, string>>;
  readonly ground?: string;
}

/** Takes a request and prepares its decision. @returns the preview, as the specialist sees it, or the desk with what is still wrong */
export async function prepare(specialist: Poster, id: string, decision: Decision & { regulation: Regulation }): Promise<string> {
  const { output, values = {}, ground, regulation } = decision;
  await specialist.post(`/requests/${id}/take`);
  const { seen = '' } = hiddenFields((await specialist.get(`/requests/${id}`)).body);
  const required = regulation.passport.requiredDocuments.filter((document) => document.required);
  const checks = required.map((document) => [`check-${document.id}`, ground === undefined ? 'ok' : 'wrong']);
  const written = Object.entries(values).map(([fact, value]) => [`${output}-${fact}`, value]);
  const grounds = ground === undefined ? {} : { grounds: ground };
  const fields = { ...Object.fromEntries([...checks, ...written]), ...grounds, output, seen, go: 'preview' };
  return (await specialist.follow(await specialist.post(`/requests/${id}/decision`, fields))).body;
}

/** Sends what was prepared to the head, who signs it; the consumer's card has it afterwards. */
export async function decide(specialist: Poster, head: Poster, id: string): Promise<void> {
  const preview = await specialist.get(`/requests/${id}/preview`);
  await specialist.post(`/requests/${id}/send`, { seen: hiddenFields(preview.body)['seen'] ?? '' });
  const sign = await head.get(`/requests/${id}/sign`);
  const pdf = await head.bytes(`/requests/${id}/document.pdf`);
  await head.post(`/requests/${id}/sign`, { ...hiddenFields(sign.body), cms: await signatureOf(head.person, pdf) });
}

/** A document as the consumer keeps it, and what poppler reads in it: lines joined, as everybody reads over their ends. */
export interface KeptPaper {
  readonly pdf: string;
  readonly text: string;
}

/** Saves the issued document from the consumer's own card. */
export async function keepDocument(at: Poster, id: string, pdf: string): Promise<KeptPaper> {
  const result = `/applications/${id}/result.pdf`;
  await eventually('the document on the card', async () =>
    (await at.get(`/applications/${id}`)).body.includes(`href="${result}"`) ? true : undefined,
  );
  await writeFile(pdf, await at.bytes(result));
  const { stdout } = await promisify(execFile)('pdftotext', [pdf, '-']);
  return { pdf, text: stdout.normalize('NFC').replaceAll(/\s+/g, ' ') };
}
