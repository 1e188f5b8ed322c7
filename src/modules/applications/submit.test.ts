import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import type { TestCertificate, TestPerson } from '#authority/testing';
import { findAccount } from '#identity';
import type { PersonActor } from '#identity';
import { inTransaction } from '#kit/db';
import { newId, sha256Hex } from '#kit/ids';
import { listNotices } from '#notices';
import { decodeEvidence, signCms, verifyWithEvidence, writePem } from '#pki';
import { canonicalRequest } from '#regulations';
import type { RequestContents } from '#regulations';
import { cast } from '#seed';
import type { CastPerson } from '#seed';
import { attachFile } from './attach-file.ts';
import { fillPage, openDraft } from './draft.ts';
import { prepareRequest } from './prepare-request.ts';
import { registerRequest } from './register.ts';
import { historyBreak } from './rules/history.ts';
import { findDraft, findRequest, listHistory } from './store.ts';
import { submit } from './submit.ts';
import { tellApplicant } from './tell.ts';
import { testOffice } from './testing.ts';

const office = await testOffice();
const { services, ca } = office;
const { db } = services;
after(() => office[Symbol.asyncDispose]());
const run = promisify(execFile);

interface Ready {
  readonly person: PersonActor;
  readonly keys: TestPerson;
  readonly draftId: string;
  readonly bytes: Uint8Array;
}

async function reviewed(person: PersonActor, draftId: string): Promise<Uint8Array> {
  const prepared = await prepareRequest(services, person, { draftId, locale: 'kk' });
  assert.equal(prepared.kind, 'ready');
  return prepared.kind === 'ready' ? prepared.bytes : new Uint8Array();
}

/** A draft that was reviewed and waits for its signature. */
async function ready(of: CastPerson = cast.aigerim): Promise<Ready> {
  const person = await office.person(of);
  const draftId = await office.fillDraft(person, of);
  return { person, draftId, keys: await office.keysOf(person), bytes: await reviewed(person, draftId) };
}

const browser = { device: 'test', address: '127.0.0.1', deviceHash: '' };
const send = ({ person, draftId }: Ready, cms: Uint8Array) => submit(services, person, { draftId, cms, browser });
const sendSigned = async (draft: Ready) => send(draft, await office.sign(draft.keys, draft.bytes));

/** Refused by this check, and the draft is there as it was. */
async function refused(draft: Ready, cms: Uint8Array, failed: string): Promise<void> {
  assert.deepEqual(await send(draft, cms), { kind: 'refused', failed });
  const kept = await findDraft(db, { id: draft.draftId, accountId: draft.person.id });
  assert.ok(kept?.prepared);
  const regulation = services.regulations.version(kept.service, kept.regulationVersion);
  assert.deepEqual(Buffer.from(canonicalRequest(regulation, kept.prepared)), Buffer.from(draft.bytes));
  assert.equal(await findRequest(db, draft.draftId), undefined);
}

const contentsOf = (bytes: Uint8Array): RequestContents =>
  (JSON.parse(Buffer.from(bytes).toString()) as { request: RequestContents }).request;

const signWith = ({ certificate, signer }: TestCertificate, content: Uint8Array): Promise<Uint8Array> =>
  signCms({ content, certificate, chain: [ca.issuing], key: signer, detached: true, signingTime: office.clock.now() });

async function count(of: 'applications' | 'messages', id: string): Promise<number> {
  const query =
    of === 'applications'
      ? sql<{ found: number }>`select count(*) as found from applications.application where id = ${id}`
      : sql<{ found: number }>`select count(*) as found from gateway.transit where order_key = ${id} and sender = 'portal'`;
  const { rows } = await query.execute(db);
  return rows[0]?.found ?? -1;
}

test('APP-5 what is stored is byte for byte what was reviewed, with the hash of each file, its signature and the first history', async () => {
  const draft = await ready();
  const cms = await office.sign(draft.keys, draft.bytes);
  assert.deepEqual(await send(draft, cms), { kind: 'sent', applicationId: draft.draftId });
  const request = await findRequest(db, draft.draftId);
  assert.ok(request);
  assert.deepEqual(Buffer.from(request.signedBytes), Buffer.from(draft.bytes));
  const read = contentsOf(draft.bytes);
  const [file] = await services.files.listHeld(db, draft.draftId);
  assert.deepEqual(
    read.attachments.map(({ sha256 }) => sha256),
    [file?.sha256],
  );
  assert.equal(read.consumer.iin, draft.person.iin);
  const history = await listHistory(db, draft.draftId);
  assert.deepEqual(history[0]?.facts, { serial: draft.keys.signing.serial, sha256: sha256Hex(draft.bytes) });
  assert.equal(historyBreak(draft.draftId, history), undefined);
  assert.equal(await findDraft(db, { id: draft.draftId, accountId: draft.person.id }), undefined);
});

test('APP-4 the same review gives the same bytes; any change of an answer, a file or the language has to be reviewed again', async () => {
  const draft = await ready();
  const { person, draftId } = draft;
  assert.deepEqual(await reviewed(person, draftId), draft.bytes);
  await fillPage(services, person, { draftId, page: 'purpose', raw: { purpose: 'Басқа ұйым' } });
  assert.equal((await openDraft(services, person, draftId)).draft.prepared, undefined);
  const changed = await reviewed(person, draftId);
  assert.notDeepEqual(changed, draft.bytes);
  const bytes = Buffer.from('%PDF-1.7\n% second\nstartxref\n9\n%%EOF\n');
  await attachFile(services, person, { draftId, document: 'identityDocument', name: 'b.pdf', bytes });
  assert.equal((await openDraft(services, person, draftId)).draft.prepared, undefined);
  const more = await reviewed(person, draftId);
  assert.equal(contentsOf(more).attachments.length, 2);
  const russian = await prepareRequest(services, person, { draftId, locale: 'ru' });
  assert.ok(russian.kind === 'ready' && !Buffer.from(russian.bytes).equals(Buffer.from(more)));
});

test('APP-4 an answer that was right yesterday and is wrong today sends back to its page', async () => {
  const { person, draftId } = await ready();
  const morning = office.clock.now();
  office.clock.set(new Date('2026-10-01T06:00:00Z'));
  const prepared = await prepareRequest(services, person, { draftId, locale: 'kk' });
  office.clock.set(morning);
  assert.ok(prepared.kind === 'faults');
  assert.deepEqual([prepared.page, prepared.faults[0]?.code], ['period', 'tooLate']);
});

test('APP-6 SEC-6 the signature of another person is refused by the check of identity', async () => {
  const draft = await ready();
  const other = await office.keysOf(await office.person(cast.nurlan));
  await refused(draft, await office.sign(other, draft.bytes), 'identity');
});

test('APP-6 a key for signing in signs no request', async () => {
  const draft = await ready();
  await refused(draft, await signWith(draft.keys.authentication, draft.bytes), 'usage');
});

test('APP-6 a revoked certificate is refused by the check of revocation', async () => {
  const draft = await ready(cast.marat);
  await ca.revoke(draft.keys.signing);
  await refused(draft, await office.sign(draft.keys, draft.bytes), 'revocation');
});

test('APP-6 an expired certificate is refused by the check of validity', async () => {
  const person = await office.person(cast.svetlana);
  const keys = await ca.person({ iin: person.iin, name: person.name });
  const morning = office.clock.now();
  office.clock.advance(400 * 86_400_000);
  const draftId = await office.fillDraft(person, cast.svetlana);
  const draft = { person, keys, draftId, bytes: await reviewed(person, draftId) };
  await refused(draft, await office.sign(keys, draft.bytes), 'validity');
  office.clock.set(morning);
});

test('APP-6 what is no signature, or is one of something else, is refused; the draft stays', async () => {
  const draft = await ready();
  await refused(draft, Buffer.from('garbage'), 'structure');
  await refused(draft, new Uint8Array(), 'structure');
  await refused(draft, await office.sign(draft.keys, Buffer.from('басқа мазмұн')), 'integrity');
});

test('SEC-6 a signature of the version before, or of the same request as it was reviewed earlier, is refused', async () => {
  const draft = await ready();
  const cms = await office.sign(draft.keys, draft.bytes);
  office.clock.advance(1_000);
  await fillPage(services, draft.person, { draftId: draft.draftId, page: 'purpose', raw: { purpose: '«Халық банкі» АҚ' } });
  assert.deepEqual(await send(draft, cms), { kind: 'changed' });
  const again = { ...draft, bytes: await reviewed(draft.person, draft.draftId) };
  await refused(again, cms, 'integrity');
  assert.equal((await sendSigned(again)).kind, 'sent');
});

test('APP-6 SEC-6 a content changed in another tab while the signature is verified is found, and has to be reviewed again', async () => {
  const draft = await ready();
  const { person, draftId } = draft;
  const cms = await office.sign(draft.keys, draft.bytes);
  const verifier = {
    ...services.verifier,
    verify: async (request: Parameters<typeof services.verifier.verify>[0]) => {
      const verification = await services.verifier.verify(request);
      await fillPage(services, person, { draftId, page: 'purpose', raw: { purpose: 'Екінші қойынды' } });
      await reviewed(person, draftId);
      return verification;
    },
  };
  assert.deepEqual(await submit({ ...services, verifier }, person, { draftId, cms, browser }), { kind: 'changed' });
  assert.equal((await openDraft(services, person, draftId)).draft.answers['purpose'], 'Екінші қойынды');
  assert.equal(await count('messages', draftId), 0);
});

test('SEC-6 a second signer beside the right one is refused, in either order', async () => {
  const draft = await ready();
  const other = await office.keysOf(await office.person(cast.nurlan));
  const folder = await mkdtemp(join(tmpdir(), 'birtereze-signers-'));
  const save = (name: string, content: string | Uint8Array) => writeFile(join(folder, name), content);
  for (const [name, { signing }] of [
    ['a', draft.keys],
    ['b', other],
  ] as const) {
    await save(`${name}.pem`, writePem('CERTIFICATE', signing.certificate.der));
    await save(`${name}.key`, signing.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  }
  await save('chain.pem', writePem('CERTIFICATE', ca.issuing.der));
  await save('content', draft.bytes);
  const signedBy = async (...names: string[]): Promise<Uint8Array> => {
    const signers = names.flatMap((name) => ['-signer', `${name}.pem`, '-inkey', `${name}.key`]);
    const fixed = ['-binary', '-cades', '-md', 'sha256', '-certfile', 'chain.pem', '-in', 'content', '-outform', 'DER'];
    await run('openssl', ['cms', '-sign', ...signers, ...fixed, '-out', 'out'], { cwd: folder });
    return readFile(join(folder, 'out'));
  };
  for (const names of [['a', 'b'], ['b', 'a'], ['b']]) {
    const outcome = await send(draft, await signedBy(...names));
    assert.ok(outcome.kind === 'refused', `${names.join()}: ${JSON.stringify(outcome)}`);
  }
  assert.equal((await send(draft, await signedBy('a'))).kind, 'sent');
  await rm(folder, { recursive: true });
});

test("SEC-2 another's draft and a missing one are the same to who sends a signature", async () => {
  const draft = await ready();
  const cms = await office.sign(draft.keys, draft.bytes);
  const stranger = await office.person(cast.nurlan);
  for (const draftId of [draft.draftId, newId()])
    assert.deepEqual(await submit(services, stranger, { draftId, cms, browser }), { kind: 'missing' });
  assert.equal((await send(draft, cms)).kind, 'sent');
  assert.deepEqual(await submit(services, stranger, { draftId: draft.draftId, cms, browser }), { kind: 'missing' });
});

test('REL-4 APP-7 sent ten times at once, and once more later, it is one application, one message, one number and one notice', async () => {
  const draft = await ready();
  const cms = await office.sign(draft.keys, draft.bytes);
  const sent = { kind: 'sent', applicationId: draft.draftId };
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => send(draft, cms)));
  assert.deepEqual(
    outcomes,
    Array.from({ length: 10 }, () => sent),
  );
  assert.deepEqual(await send(draft, cms), sent);
  assert.deepEqual([await count('applications', draft.draftId), await count('messages', draft.draftId)], [1, 1]);
  const request = Buffer.from(draft.bytes).toString('base64');
  const message = {
    applicationId: draft.draftId,
    request,
    cms: Buffer.from(cms).toString('base64'),
    sha256: sha256Hex(draft.bytes),
  };
  const register = () => inTransaction(db, (tx) => registerRequest(services, tx, message));
  const registrations = await Promise.all([register(), register(), register()]);
  assert.equal(new Set(registrations.map(({ number }) => number)).size, 1);
  const history = await listHistory(db, draft.draftId);
  assert.equal(history.filter(({ kind }) => kind === 'numbered').length, 1);
  const tell = () =>
    inTransaction(db, (tx) => tellApplicant(services, tx, { applicationId: draft.draftId, occasion: 'accepted' }));
  await Promise.all([tell(), tell(), tell()]);
  const notices = await listNotices(db, draft.person.id, { limit: 100, before: undefined });
  assert.equal(notices.filter(({ subject }) => subject === `application/${draft.draftId}/accepted`).length, 1);
});

test('GW-3 SEC-6 a message that is not what was signed registers nothing', async () => {
  const draft = await ready();
  await sendSigned(draft);
  const message = (bytes: Uint8Array, sha256: string, applicationId = draft.draftId) => {
    const request = Buffer.from(bytes).toString('base64');
    return inTransaction(db, (tx) => registerRequest(services, tx, { applicationId, request, cms: '', sha256 }));
  };
  const other = Buffer.from(Buffer.from(draft.bytes).toString().replace('Халық', 'Қарап'));
  await assert.rejects(message(other, sha256Hex(other)), /not what was signed/);
  await assert.rejects(message(draft.bytes, sha256Hex(other)), /not what was signed/);
  await assert.rejects(message(draft.bytes, sha256Hex(draft.bytes), newId()), /No such application/);
  assert.ok(!(await listHistory(db, draft.draftId)).some(({ kind }) => kind === 'numbered'));
});

test('REG-7 a service signed with an ЭЦҚ makes a temporary account full, a refused signature does not', async () => {
  const draft = await ready(cast.nurlan);
  const level = async () => (await findAccount(db, draft.person.id))?.level;
  await sql`update identity.account set level = 'temporary' where id = ${draft.person.id}`.execute(db);
  const temporary = { ...draft, person: { ...draft.person, level: 'temporary' } as const };
  await refused(temporary, Buffer.from('garbage'), 'structure');
  assert.equal(await level(), 'temporary');
  assert.equal((await sendSigned(temporary)).kind, 'sent');
  assert.equal(await level(), 'full');
});

test('EDS-LTV what was stored proves the signature later, with the authority stopped and the certificate expired', async () => {
  const draft = await ready();
  await sendSigned(draft);
  await ca.stopServer();
  const request = await findRequest(db, draft.draftId);
  assert.ok(request);
  const evidence = decodeEvidence(request.evidence);
  assert.ok(evidence.ok);
  const again = (content: Uint8Array) => verifyWithEvidence({ cms: request.cms, content }, evidence.value, { trust: ca.trust });
  assert.equal((await again(request.signedBytes)).verdict, 'passed');
  assert.equal((await again(Buffer.from('басқа'))).verdict, 'failed');
  const blind = { ...evidence.value, revocation: [] };
  const without = await verifyWithEvidence({ cms: request.cms, content: request.signedBytes }, blind, { trust: ca.trust });
  assert.notEqual(without.verdict, 'passed');
});
