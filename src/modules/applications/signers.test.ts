import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import type { PersonActor } from '#identity';
import { inTransaction } from '#kit/db';
import { newId, sha256Hex } from '#kit/ids';
import { listNotices } from '#notices';
import { decodeEvidence, verifyWithEvidence } from '#pki';
import { canonicalRequest } from '#regulations';
import { familyRegulation } from '#regulations/testing';
import { cast } from '#seed';
import { declineInvitation, withdrawSignature } from './answer-invitation.ts';
import { attachFile } from './attach-file.ts';
import { chooseRepresentatives } from './choose-representatives.ts';
import { beginDraft, discardDraft, fillPage, openDraft } from './draft.ts';
import { inviteSigners, reopenDraft, signingHandlers } from './gather-signatures.ts';
import { requestMessage } from './messages.ts';
import type { RequestMessage } from './messages.ts';
import { prepareRequest } from './prepare-request.ts';
import { registerRequest } from './register.ts';
import { historyBreak } from './rules/history.ts';
import { findRequest, listHistory, listSignatures, listToSign } from './store.ts';
import { submit } from './submit.ts';
import { testOffice } from './testing.ts';
import { partiesOfRequest, viewSigning } from './view-signing.ts';

const office = await testOffice();
after(() => office[Symbol.asyncDispose]());
const family = familyRegulation();
const services = { ...office.services, regulations: { current: () => family, offered: () => [family], version: () => family } };
const { db } = services;
const pdf = Buffer.from('%PDF-1.7\n% identity card\nstartxref\n9\n%%EOF\n');
const browser = { device: 'test', address: '127.0.0.1', deviceHash: '' };

const aigerim = await office.person(cast.aigerim);
const nurlan = await office.person(cast.nurlan);
/** Twelve years old in these answers. */
const svetlana = await office.person(cast.svetlana);
const marat = await office.person(cast.marat);

interface Drafted {
  readonly draftId: string;
  readonly bytes: Uint8Array;
}

async function reviewed(draftId: string): Promise<Uint8Array> {
  const prepared = await prepareRequest(services, aigerim, { draftId, locale: 'kk' });
  assert.ok(prepared.kind === 'ready', JSON.stringify(prepared));
  return prepared.bytes;
}

/** A request of Aigerim that her husband and a child sign too; by whom the child does. */
async function drafted(by?: 'applicant' | 'spouse'): Promise<Drafted> {
  const { address, phone } = cast.aigerim;
  await discardDraft(services, aigerim, await beginDraft(services, aigerim, 'rg-1'));
  const draftId = await beginDraft(services, aigerim, 'rg-1');
  const pages: Record<string, Record<string, string>> = {
    applicant: { fullName: 'Сейітова Айгерім', address: address.settlement },
    contact: { phone },
    period: { 'period.from': '2026-06-01', 'period.to': '2026-10-31' },
    purpose: { purpose: '«Халық банкі» АҚ' },
    spouses: { married: 'yes' },
    family: {
      spouseIin: nurlan.iin,
      spouseName: 'Байжанов Нұрлан',
      'children.0.name': 'Байжанова Света',
      'children.0.iin': svetlana.iin,
      'children.0.birthDate': '2014-05-12',
      'children.1.name': 'Байжанов Марат',
      'children.1.iin': marat.iin,
      'children.1.birthDate': '2020-05-12',
    },
  };
  for (const [page, raw] of Object.entries(pages))
    assert.deepEqual(await fillPage(services, aigerim, { draftId, page, raw }), [], page);
  const files = await services.files.listHeld(db, draftId);
  if (files.length === 0)
    await attachFile(services, aigerim, { draftId, document: 'identityDocument', name: 'Куәлік.pdf', bytes: pdf });
  const representation = by === undefined ? {} : { [svetlana.iin]: by };
  await chooseRepresentatives(services, aigerim, { draftId, representation });
  return { draftId, bytes: await reviewed(draftId) };
}

const signatureOf = async (who: PersonActor, bytes: Uint8Array) => office.sign(await office.keysOf(who), bytes);
const signed = async ({ draftId, bytes }: Drafted, who: PersonActor) =>
  submit(services, who, { draftId, cms: await signatureOf(who, bytes), browser });
const count = async (table: 'application' | 'draft', id: string) => {
  const { rows } = await sql<{
    n: number;
  }>`select count(*)::int as n from ${sql.table(`applications.${table}`)} where id = ${id}`.execute(db);
  return rows[0]?.n;
};
const messagesOf = async (id: string): Promise<RequestMessage[]> => {
  const { rows } = await sql<{ body: string }>`
    select body from gateway.transit where order_key = ${id} and sender = 'portal'`.execute(db);
  return rows.map(({ body }) => {
    const text = body.slice(body.indexOf('{'), body.lastIndexOf('}') + 1).replaceAll('&quot;', '"');
    const message = requestMessage.read({ text });
    assert.ok(message, body);
    return message;
  });
};
/** For what occasions somebody was told of the signatures of a request. */
const titles = async (who: PersonActor, draftId: string) => {
  const notices = await listNotices(db, who.id, { limit: 100, before: undefined });
  return notices
    .filter(({ subject }) => subject.startsWith(`signing/${draftId}/`))
    .map(({ subject }) => subject.split('/')[2] ?? '')
    .toSorted((a, b) => (a < b ? -1 : 1));
};
const register = (message: RequestMessage) => inTransaction(db, (tx) => registerRequest(services, tx, message));

test('FRM-9 a request is sent when all have signed the same bytes, in any order, and tells everybody', async () => {
  const draft = await drafted();
  assert.equal(await inviteSigners(services, aigerim, draft.draftId), 'invited');
  assert.deepEqual(await titles(nurlan, draft.draftId), ['invited']);
  assert.deepEqual(
    (await listToSign(db, svetlana.iin)).map(({ id }) => id),
    [draft.draftId],
  );
  assert.deepEqual(await signed(draft, svetlana), { kind: 'waiting' });
  assert.deepEqual(await signed(draft, aigerim), { kind: 'waiting' });
  const view = await viewSigning(services, nurlan, draft.draftId);
  assert.deepEqual(
    view.parties.map(({ iin, state }) => [iin, state]),
    [
      [aigerim.iin, 'signed'],
      [nurlan.iin, 'invited'],
      [svetlana.iin, 'signed'],
    ],
  );
  assert.equal(await count('application', draft.draftId), 0);
  assert.deepEqual(await signed(draft, nurlan), { kind: 'sent', applicationId: draft.draftId });
  assert.equal(await count('draft', draft.draftId), 0);
  const request = await findRequest(db, draft.draftId);
  assert.deepEqual(Buffer.from(request?.signedBytes ?? []), Buffer.from(draft.bytes));
  assert.deepEqual(await titles(aigerim, draft.draftId), ['signed']);
  assert.deepEqual(await titles(svetlana, draft.draftId), ['invited', 'sent']);
});

test('EDS-LTV each signature of a request is proved later by what is stored with it, with its time', async () => {
  const draft = await drafted('applicant');
  await signed(draft, aigerim);
  assert.deepEqual(
    await signed(draft, nurlan),
    { kind: 'sent', applicationId: draft.draftId },
    'the mother signed for the child too',
  );
  const request = await findRequest(db, draft.draftId);
  assert.ok(request);
  const others = await listSignatures(db, draft.draftId);
  assert.deepEqual(
    others.map(({ iin }) => iin),
    [nurlan.iin],
  );
  for (const { cms, evidence, iin } of [...others, { ...request, iin: aigerim.iin }]) {
    const kept = decodeEvidence(evidence);
    assert.ok(kept.ok && kept.value.timestamp !== undefined);
    const again = await verifyWithEvidence({ cms, content: request.signedBytes }, kept.value, { trust: office.ca.trust });
    assert.ok(again.verdict === 'passed' && again.verified.iin === iin);
  }
  const [mother, father] = await partiesOfRequest(db, request);
  assert.deepEqual(
    mother?.represents.map(({ name }) => name),
    ['Байжанова Света'],
  );
  assert.deepEqual([father?.state, father?.stamped, father?.represents], ['signed', true, []]);
});

test('PRO-10 the history tells of invitations, looks, refusals and signatures, each with who and when, in one chain', async () => {
  const draft = await drafted('spouse');
  await signed(draft, aigerim);
  await viewSigning(services, nurlan, draft.draftId);
  await viewSigning(services, nurlan, draft.draftId);
  await declineInvitation(services, nurlan, { id: draft.draftId, reason: 'Келіспеймін' });
  await signed(draft, nurlan);
  const history = await listHistory(db, draft.draftId);
  assert.equal(historyBreak(draft.draftId, history), undefined);
  const told = history.filter(({ kind }) => !kind.startsWith('step') && !kind.startsWith('condition'));
  assert.deepEqual(
    told.map(({ kind, actor }) => [kind, actor.id]),
    [
      ['signersInvited', aigerim.id],
      ['signed', aigerim.id],
      ['requestSeen', nurlan.id],
      ['signatureDeclined', nurlan.id],
      ['signed', nurlan.id],
    ],
  );
  assert.equal(told.at(-1)?.facts['sha256'], sha256Hex(draft.bytes));
});

test('REL-4 the two last signatures at once, each sent three times, make one application, one message, one number', async () => {
  const draft = await drafted();
  await signed(draft, aigerim);
  const cms = { nurlan: await signatureOf(nurlan, draft.bytes), svetlana: await signatureOf(svetlana, draft.bytes) };
  const send = (who: PersonActor, signature: Uint8Array) =>
    submit(services, who, { draftId: draft.draftId, cms: signature, browser });
  const outcomes = await Promise.all([0, 1, 2].flatMap(() => [send(nurlan, cms.nurlan), send(svetlana, cms.svetlana)]));
  assert.ok(outcomes.every(({ kind }) => kind === 'sent' || kind === 'waiting'));
  assert.ok(outcomes.some(({ kind }) => kind === 'sent'));
  assert.deepEqual(await send(nurlan, cms.nurlan), { kind: 'sent', applicationId: draft.draftId });
  assert.equal(await count('application', draft.draftId), 1);
  const messages = await messagesOf(draft.draftId);
  assert.equal(messages.length, 1);
  const history = await listHistory(db, draft.draftId);
  assert.equal(history.filter(({ kind }) => kind === 'signed').length, 3);
  const [message] = messages;
  assert.ok(message);
  const numbers = await Promise.all([register(message), register(message), register(message)]);
  assert.equal(new Set(numbers.map(({ number }) => number)).size, 1);
});

test('SEC-6 FRM-9 the provider registers nothing without the proven signature of everybody who must sign', async () => {
  const draft = await drafted();
  for (const who of [aigerim, nurlan, svetlana]) await signed(draft, who);
  const [message] = await messagesOf(draft.draftId);
  assert.ok(message?.signatures);
  const { signatures } = message;
  const [own, second, third] = signatures;
  assert.ok(own && second && third);
  const without = (changed: RequestMessage['signatures']) => register({ ...message, signatures: changed });
  await assert.rejects(register({ ...message, signatures: undefined }), /required signature is missing/);
  await assert.rejects(without([own, second]), /required signature is missing/);
  await assert.rejects(without([own, second, { ...third, iin: marat.iin }]), /required signature is missing/);
  await assert.rejects(without([own, second, { ...second, iin: third.iin }]), /of somebody else/);
  await assert.rejects(without([own, second, { ...third, cms: second.cms }]), /not valid|of somebody else/);
  const other = Buffer.from(await signatureOf(svetlana, Buffer.from('басқа'))).toString('base64');
  await assert.rejects(without([own, second, { ...third, cms: other }]), /not valid/);
  await assert.rejects(without([own, second, { ...third, evidence: '' }]), /without its evidence/);
  const registration = await register(message);
  const history = await listHistory(db, draft.draftId);
  const verified = history.find(({ kind }) => kind === 'signaturesVerified');
  const serials = await Promise.all([aigerim, nurlan, svetlana].map(async (who) => (await office.keysOf(who)).signing.serial));
  assert.deepEqual(verified?.facts['serials'], serials);
  assert.ok(registration.number);
});

test('SEC-6 a signature of somebody else, of other bytes, or by a key for signing in is refused; what was gathered stays', async () => {
  const draft = await drafted();
  await signed(draft, aigerim);
  const send = (cms: Uint8Array) => submit(services, nurlan, { draftId: draft.draftId, cms, browser });
  assert.deepEqual(await send(await signatureOf(svetlana, draft.bytes)), { kind: 'refused', failed: 'identity' });
  assert.deepEqual(await send(await signatureOf(nurlan, Buffer.from('басқа'))), { kind: 'refused', failed: 'integrity' });
  const { authentication } = await office.keysOf(nurlan);
  const wrongKey = await office.sign({ ...(await office.keysOf(nurlan)), signing: authentication }, draft.bytes);
  assert.deepEqual(await send(wrongKey), { kind: 'refused', failed: 'usage' });
  assert.deepEqual(
    (await listSignatures(db, draft.draftId)).map(({ iin }) => iin),
    [aigerim.iin],
  );
  await reopenDraft(services, aigerim, draft.draftId);
});

test('SEC-2 to who is not invited the request is not there: neither to read, nor to sign, nor to decline', async () => {
  const draft = await drafted();
  await inviteSigners(services, aigerim, draft.draftId);
  for (const id of [draft.draftId, newId()]) {
    await assert.rejects(viewSigning(services, marat, id), { code: 'notFound' });
    await assert.rejects(declineInvitation(services, marat, { id, reason: 'x' }), { code: 'notFound' });
    await assert.rejects(withdrawSignature(services, marat, id), { code: 'notFound' });
    assert.deepEqual(await submit(services, marat, { draftId: id, cms: await signatureOf(marat, draft.bytes), browser }), {
      kind: 'missing',
    });
  }
  await assert.rejects(
    openDraft(services, nurlan, draft.draftId),
    { code: 'notFound' },
    'the draft itself stays the applicant’s',
  );
  await assert.rejects(inviteSigners(services, nurlan, draft.draftId), { code: 'notFound' });
  await reopenDraft(services, aigerim, draft.draftId);
  await assert.rejects(viewSigning(services, nurlan, draft.draftId), { code: 'notFound' }, 'an invitation that was called off');
});

test('FRM-9 any of them can take the signature back before it is sent, and sign again', async () => {
  const draft = await drafted();
  await signed(draft, aigerim);
  await signed(draft, nurlan);
  await withdrawSignature(services, nurlan, draft.draftId);
  await withdrawSignature(services, nurlan, draft.draftId);
  assert.deepEqual(await titles(svetlana, draft.draftId), ['invited', 'withdrawn']);
  assert.deepEqual(await signed(draft, svetlana), { kind: 'waiting' });
  await withdrawSignature(services, aigerim, draft.draftId);
  assert.deepEqual(await signed(draft, nurlan), { kind: 'waiting' });
  assert.deepEqual(await signed(draft, aigerim), { kind: 'sent', applicationId: draft.draftId });
  await assert.rejects(withdrawSignature(services, nurlan, draft.draftId), { code: 'notFound' }, 'it was sent');
});

test('FRM-9 who declines says why to the applicant, and may still sign', async () => {
  const draft = await drafted();
  await signed(draft, aigerim);
  await declineInvitation(services, nurlan, { id: draft.draftId, reason: 'Пәтер бағасы төмен' });
  const { parties } = await viewSigning(services, aigerim, draft.draftId);
  const father = parties.find(({ iin }) => iin === nurlan.iin);
  assert.deepEqual([father?.state, father?.reason], ['declined', 'Пәтер бағасы төмен']);
  assert.deepEqual(await titles(aigerim, draft.draftId), ['declined']);
  assert.deepEqual(await titles(svetlana, draft.draftId), ['invited'], 'the reason is for the applicant');
  await signed(draft, svetlana);
  assert.deepEqual(await signed(draft, nurlan), { kind: 'sent', applicationId: draft.draftId });
});

test('APP-5 FRM-9 while signatures are gathered nothing of the request changes; a change is asked for and voids them all', async () => {
  const draft = await drafted();
  await signed(draft, aigerim);
  await signed(draft, nurlan);
  const { draftId } = draft;
  await assert.rejects(fillPage(services, aigerim, { draftId, page: 'purpose', raw: { purpose: 'Басқа' } }), {
    code: 'conflict',
  });
  const upload = { draftId, document: 'identityDocument', name: 'b.pdf', bytes: pdf };
  await assert.rejects(attachFile(services, aigerim, upload), { code: 'conflict' });
  await assert.rejects(chooseRepresentatives(services, aigerim, { draftId, representation: {} }), { code: 'conflict' });
  office.clock.advance(30 * 3_600_000);
  await openDraft(services, aigerim, draftId);
  const russian = await prepareRequest(services, aigerim, { draftId, locale: 'ru' });
  assert.ok(
    russian.kind === 'ready' && Buffer.from(russian.bytes).equals(Buffer.from(draft.bytes)),
    'the same bytes a day later',
  );
  await reopenDraft(services, aigerim, draftId);
  assert.deepEqual(await listSignatures(db, draftId), []);
  assert.deepEqual(await titles(nurlan, draftId), ['calledOff', 'invited']);
  const again = { draftId, bytes: await reviewed(draftId) };
  assert.ok(!Buffer.from(again.bytes).equals(Buffer.from(draft.bytes)));
  assert.deepEqual(await submit(services, nurlan, { draftId, cms: await signatureOf(nurlan, draft.bytes), browser }), {
    kind: 'missing',
  });
  await signed(again, aigerim);
  assert.deepEqual(
    await submit(services, nurlan, { draftId, cms: await signatureOf(nurlan, draft.bytes), browser }),
    { kind: 'refused', failed: 'integrity' },
    'what was signed before the change proves nothing now',
  );
  await discardDraft(services, aigerim, draftId);
  assert.deepEqual(await listSignatures(db, draftId), []);
  await assert.rejects(viewSigning(services, nurlan, draftId), { code: 'notFound' });
});

test('FRM-9 those who have not signed are reminded; what was not signed in time is void, and everybody is told', async () => {
  const draft = await drafted();
  await signed(draft, aigerim);
  await signed(draft, svetlana);
  const handlers = signingHandlers(services);
  const { rows } = await sql<{ kind: string; payload: unknown; run_at: Date }>`
    select kind, payload, run_at from kit.job where payload->>'draftId' = ${draft.draftId} order by run_at`.execute(db);
  assert.deepEqual(
    rows.map(({ kind }) => kind),
    ['applications.remindSigners', 'applications.endSigning'],
  );
  for (const [place, { kind, payload, run_at: at }] of rows.entries()) {
    office.clock.set(new Date(at));
    const handler = handlers.find((one) => one.kind.name === kind);
    assert.ok(handler?.mode === 'inside');
    await inTransaction(db, (tx) => handler.run(tx, payload, { id: 1, attempt: 1 }));
    assert.deepEqual(
      await titles(nurlan, draft.draftId),
      place === 0 ? ['invited', 'reminded'] : ['expired', 'invited', 'reminded'],
    );
  }
  assert.deepEqual(await titles(svetlana, draft.draftId), ['expired', 'invited']);
  assert.deepEqual(await titles(aigerim, draft.draftId), ['expiredOwn', 'signed']);
  assert.deepEqual(await listSignatures(db, draft.draftId), []);
  assert.ok(!Buffer.from(await reviewed(draft.draftId)).equals(Buffer.from(draft.bytes)));
});

test('FRM-9 a signature that comes after the end is not taken, whether or not the end was worked on', async () => {
  const draft = await drafted();
  await signed(draft, aigerim);
  const late = await signatureOf(nurlan, draft.bytes);
  office.clock.advance(10 * 86_400_000);
  await assert.rejects(viewSigning(services, nurlan, draft.draftId), { code: 'gone' });
  assert.deepEqual(await submit(services, nurlan, { draftId: draft.draftId, cms: late, browser }), { kind: 'expired' });
  assert.deepEqual(await listSignatures(db, draft.draftId), []);
});

test('FRM-9 a person who is named twice among the signers, or is the applicant, stands in the way of the review', async () => {
  const { draftId } = await drafted();
  const { draft } = await openDraft(services, aigerim, draftId);
  for (const spouseIin of [aigerim.iin, svetlana.iin]) {
    await fillPage(services, aigerim, { draftId, page: 'family', raw: { ...draft.answers, spouseIin } });
    const prepared = await prepareRequest(services, aigerim, { draftId, locale: 'kk' });
    assert.equal(prepared.kind, 'repeatedSigners');
  }
});

test('FRM-9 whoever needs nobody else signs alone, as ever', async () => {
  const { draftId } = await drafted();
  await fillPage(services, aigerim, { draftId, page: 'spouses', raw: { married: 'no' } });
  await fillPage(services, aigerim, { draftId, page: 'family', raw: {} });
  const prepared = await prepareRequest(services, aigerim, { draftId, locale: 'kk' });
  assert.ok(prepared.kind === 'ready');
  assert.deepEqual(prepared.contents.signers, []);
  assert.deepEqual(Buffer.from(canonicalRequest(family, prepared.contents)), Buffer.from(prepared.bytes));
  assert.deepEqual(await signed({ draftId, bytes: prepared.bytes }, aigerim), { kind: 'sent', applicationId: draftId });
  const [message] = await messagesOf(draftId);
  assert.ok(message && message.signatures === undefined);
  assert.ok((await register(message)).number);
});
