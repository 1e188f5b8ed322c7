import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { cast } from '#seed';
import { Poster, serviceOf } from './by-post.ts';
import { ask } from './http.ts';
import { refuse, sendRequest, withFile } from './inhabitants.ts';
import type { Inhabitants } from './inhabitants.ts';
import { newId } from '#kit/ids';
import type { ListedRoute } from './routes.ts';
import { fillAtCounter, takeAtCounter, unemployedAnswers } from './taking.ts';
import type { World } from './world.ts';

/** What the parameters of addresses stand for, of the owner's or of the body's. */
export interface Things {
  readonly application: string;
  readonly draft: string;
  readonly draftFile: string;
  readonly kept: string;
  readonly document: string;
  readonly entry: string;
  /** Of the provider's counter. */
  readonly counterDraft: string;
  readonly counterFile: string;
  readonly counterApplication: string;
  /** A message of the gateway that could not be delivered. */
  readonly letter: string;
  /** A request of somebody else that the owner is invited to sign (FRM-9). */
  readonly signing: string;
}

const applicant = { iin: cast.marat.iin, name: `${cast.marat.surname} ${cast.marat.name}` };

async function idFrom(world: World, query: ReturnType<typeof sql<{ id: string }>>): Promise<string> {
  const { rows } = await query.execute(world.db);
  const [{ id } = { id: '' }] = rows;
  assert.ok(id !== '', 'there is something to look for');
  return id;
}

/** What the owner reviewed, as another person's who asks the owner to sign it too. */
async function inviteToSign(world: World, owner: { readonly id: string }, draft: string): Promise<string> {
  const id = newId();
  const signer = sql`jsonb_build_array(jsonb_build_object('id', 'spouse', 'iin', iin, 'name', 'Жұбайы', 'signedBy', iin))`;
  const contents = sql`prepared || jsonb_build_object('id', ${id}::text, 'consumer', ${JSON.stringify(applicant)}::jsonb, 'signers', ${signer})`;
  await sql`
    insert into applications.draft (id, account_id, service, regulation_version, prepared, signing_until, created_at, updated_at)
    select ${id}, ${newId()}, service, regulation_version, ${contents}, now() + interval '5 days', now(), now()
    from applications.draft join identity.account on account.id = ${owner.id} where draft.id = ${draft}`.execute(world.db);
  await sql`
    insert into applications.invitation (request_id, iin, state, invited_at)
    select ${id}, iin, 'invited', now() from identity.account where id = ${owner.id}`.execute(world.db);
  return id;
}

/** A message that the provider refused. Its number is large, so that it does not occur in pages by chance. */
async function refuseLetter({ db }: World): Promise<string> {
  const letter = '900000000000001';
  await sql`insert into gateway.transit (sequence, leg, route, sender, service, message_type, message_id, dead_at, last_fault, body)
    overriding system value values (${letter}, 'to-recipient', 'workplace', 'portal', 'applications.request', 'REQUEST', 'refused', now(),
      'SCSE011', '<data/>')`.execute(db);
  return letter;
}

/** One of everything that an address can name. */
export async function makeThings(world: World, people: Inhabitants): Promise<Things> {
  const { owner } = people;
  const { cookie } = owner;
  const application = await sendRequest(world, await people.signedDraft(owner));
  await refuse(world, application, people);
  const document = await idFrom(world, sql`select id from documents.document where owner = ${owner.id}`);
  const { id: draft } = await people.signedDraft(owner);
  const signing = await inviteToSign(world, owner, draft);
  const files = `${world.portal}/applications/drafts/${draft}/files`;
  const attached = await ask(`${files}/identityDocument`, { method: 'POST', cookie, body: withFile('file-identityDocument') });
  assert.equal(attached.status, 303, attached.body);
  const listed = await ask(files, { cookie });
  const draftFile = /files\/([\da-f-]{36})"/.exec(listed.body)?.[1] ?? '';
  const keeping = await ask(`${world.portal}/cabinet/documents/new`, {
    method: 'POST',
    cookie,
    body: withFile('pdf', { kind: 'identityDocument' }),
  });
  const cabinet = await ask(`${world.portal}/cabinet/documents`, { cookie });
  const kept = /\/cabinet\/documents\/([\da-f-]{36})/.exec(cabinet.body)?.[1] ?? '';
  assert.ok(draftFile !== '' && kept !== '', `${keeping.status} ${keeping.body}`);
  const entry = await idFrom(world, sql`select id from registers.unemployed limit 1`);
  const letter = await refuseLetter(world);
  return { application, draft, draftFile, kept, document, entry, letter, signing, ...(await thingsOfCounter(world, people)) };
}

/** A draft with a scan, and an application that was decided and waits to be handed over. */
async function thingsOfCounter(world: World, people: Inhabitants) {
  const at = new Poster(world.workplace, people.specialist, await world.cast('gulnara'));
  const taken = { regulation: serviceOf('rg-1'), answers: unemployedAnswers };
  const counterApplication = await takeAtCounter(world, at, { ...taken, consumer: cast.aigerim });
  await refuse(world, counterApplication, people);
  const draft = await fillAtCounter(at, taken.regulation, { ...taken, consumer: cast.nurlan });
  const { body } = await at.get(`${draft}/files`);
  const counterFile = /files\/([\da-f-]{36})"/.exec(body)?.[1] ?? '';
  assert.ok(counterFile !== '', body);
  return { counterDraft: draft.split('/').at(-1) ?? '', counterFile, counterApplication };
}

export type Ids = Readonly<Record<string, string>>;

/** Whose things an address names; nothing where it names none of anybody. */
export function idsIn(things: Things, { site, url }: ListedRoute): Ids | undefined {
  const { application, draft, draftFile, kept, document, entry, signing } = things;
  if (url.startsWith('/counter/drafts/:id')) return { id: things.counterDraft, file: things.counterFile };
  if (url.startsWith('/counter/applications/:id')) return { id: things.counterApplication };
  if (url.startsWith('/signing/:id')) return { id: signing, file: draftFile };
  if (url.startsWith('/applications/drafts/:id')) return { id: draft, file: draftFile };
  if (url.startsWith('/applications/:id') || url.startsWith('/requests/:id')) return { id: application, file: draftFile };
  if (url.startsWith('/gateway/letters/:sequence')) return { sequence: things.letter };
  if (url.startsWith('/cabinet/documents/:id')) return { id: kept };
  if (url.startsWith('/documents/:id')) return { id: document };
  // The body of the matrix keeps no preschools: workplaces/registers.test.ts looks at those.
  if (url.startsWith('/registers/preschool')) return undefined;
  return site === 'workplace' && url.includes('/:id') ? { id: entry } : undefined;
}

const others: Ids = {
  page: 'contact',
  document: 'identityDocument',
  section: 'work',
  rubric: 'unemployment',
  name: 'x',
  token: 'x',
  system: 'x',
  register: 'unemployed',
};

export function addressOf(world: World, { site, url }: ListedRoute, ids: Ids): string {
  const path = url.replaceAll(/:(\w+)/g, (_, name: string) => ids[name] ?? others[name] ?? 'rg-1').replace('*', 'x');
  return `${world[site as 'portal' | 'workplace']}${path}`;
}
