import { sql } from 'kysely';
import { setUpAuthority } from '#authority';
import { findBodyByBin, putOfficer, sessionCookie } from '#identity';
import { systemClock } from '#kit/clock';
import { inTransaction } from '#kit/db';
import { newId, newToken, sha256Hex } from '#kit/ids';
import { bodies, cast } from '#seed';
import type { CastKey } from '#seed';
import { parseIin } from '#subjects';
import { makeApplicants, makeSignedDrafts, signAgain, submissionOf } from '../../bench/applicants.ts';
import type { Applicant, SignedDraft } from '../../bench/applicants.ts';
import { ask, hiddenFields } from './http.ts';
import { signatureOf } from './key-signature.ts';
import { scanOfIdentityCard } from './paper.ts';
import { eventually } from './world.ts';
import type { World } from './world.ts';

/** Sessions of those who may and who may not, as the header `cookie`. */
export interface Inhabitants {
  readonly owner: Applicant;
  readonly stranger: Applicant;
  readonly specialist: string;
  readonly head: string;
  /** Of the public service centre. */
  readonly operator: string;
  /** An officer of another body. */
  readonly outsider: string;
  /** Of the platform. */
  readonly administrator: string;
  /**
   * Makes one more request of this person, signed and not yet sent.
   *
   * @param purpose what the person wrote into the free text of the form
   */
  signedDraft(of: Applicant, purpose?: string): Promise<SignedDraft>;
}

async function openSession({ db }: World, officer: string): Promise<string> {
  const token = newToken();
  const now = systemClock.now();
  await sql`insert into identity.session (id, token_hash, site, holder_id, method, device, address, created_at, seen_at, expires_at)
    values (${newId()}, ${sha256Hex(token)}, 'workplace', ${officer}, 'eds', 'test', '127.0.0.1', ${now}, ${now},
      ${new Date(now.getTime() + 3_600_000)})`.execute(db);
  return `${sessionCookie.workplace}=${token}`;
}

async function officer(world: World, key: CastKey): Promise<string> {
  const { rows } = await sql<{ id: string }>`select id from identity.officer where iin = ${cast[key].iin}`.execute(world.db);
  return openSession(world, rows[0]?.id ?? '');
}

async function outsider(world: World): Promise<string> {
  const { db } = world;
  const body = await findBodyByBin(db, bodies.education.bin);
  const iin = parseIin(cast.marat.iin);
  if (body === undefined || iin === undefined) throw new Error('The education department is missing');
  const { surname, name, email } = cast.marat;
  const id = newId();
  const person = {
    id,
    iin,
    name: { surname, name },
    email,
    passwordHash: '',
    bodyId: body.id,
    locale: 'kk',
    signingCertificate: undefined,
  } as const;
  await inTransaction(db, (tx) => putOfficer(tx, { ...person, roles: ['specialist', 'head'] }));
  return openSession(world, id);
}

export async function inhabit(world: World): Promise<Inhabitants> {
  const { db, folder: dataFolder, pki: address } = world;
  const authority = await setUpAuthority({ db, clock: systemClock, dataFolder, address, production: false });
  const office = { db, authority };
  const [owner, stranger] = await makeApplicants(office, 2);
  if (owner === undefined || stranger === undefined) throw new Error('Nobody came');
  return {
    owner,
    stranger,
    specialist: await officer(world, 'gulnara'),
    head: await officer(world, 'daniyar'),
    operator: await officer(world, 'madina'),
    outsider: await outsider(world),
    administrator: await officer(world, 'timur'),
    async signedDraft(of, purpose) {
      const [draft] = await makeSignedDrafts(office, [of], { count: 1, stamped: true });
      if (draft === undefined) throw new Error('No draft was made');
      if (purpose === undefined) return draft;
      await sql`update applications.draft set prepared = jsonb_set(prepared, '{answers,purpose}', to_jsonb(${purpose}::text))
        where id = ${draft.id}`.execute(db);
      return signAgain(office, draft);
    },
  };
}

/** Sends a signed request and waits for its number. @returns the application's id */
export async function sendRequest(world: World, draft: SignedDraft): Promise<string> {
  const { path, headers, body } = submissionOf(draft);
  const { status, body: page } = await ask(`${world.portal}${path}`, { method: 'POST', headers, body });
  if (status !== 303) throw new Error(`Not sent: ${status} ${page}`);
  await eventually('the number', async () => {
    const { rows } = await sql<{
      number: string | null;
    }>`select number from applications.application where id = ${draft.id}`.execute(world.db);
    return rows[0]?.number ?? undefined;
  });
  return draft.id;
}

/** Has the request decided by a refusal, all by posts of forms as a browser without scripts sends them, and the head's signature. */
export async function refuse(world: World, id: string, { specialist, head }: Inhabitants): Promise<void> {
  const at = (act: string): string => `${world.workplace}/requests/${id}${act}`;
  const step = async (act: string, cookie: string, body: Record<string, string>): Promise<void> => {
    const { status, body: page } = await ask(at(act), { method: 'POST', cookie, body });
    if (status !== 303) throw new Error(`${act}: ${status} ${page}`);
  };
  await step('/take', specialist, {});
  const desk = await ask(at(''), { cookie: specialist });
  const { seen = '' } = hiddenFields(desk.body);
  const answers = {
    'check-identityDocument': 'wrong',
    output: 'refusal',
    grounds: 'incompleteDocuments',
    'refusal-explanation': 'Толықтырыңыз.',
  };
  await step('/decision', specialist, { seen, go: 'preview', ...answers });
  const preview = await ask(at('/preview'), { cookie: specialist });
  await step('/send', specialist, { seen: hiddenFields(preview.body)['seen'] ?? '' });
  const sign = await ask(at('/sign'), { cookie: head });
  const pdf = await fetch(at('/document.pdf'), { headers: { cookie: head } });
  const cms = await signatureOf(await world.cast('daniyar'), new Uint8Array(await pdf.arrayBuffer()));
  await step('/sign', head, { ...hiddenFields(sign.body), cms });
}

/** A form with one small PDF in it. */
export function withFile(field: string, fields: Readonly<Record<string, string>> = {}): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append(field, new Blob([new Uint8Array(scanOfIdentityCard())], { type: 'application/pdf' }), 'куәлік.pdf');
  return form;
}
