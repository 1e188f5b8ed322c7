import assert from 'node:assert/strict';
import type { OfficerActor } from '#identity';
import { inTransaction } from '#kit/db';
import { sha256Hex } from '#kit/ids';
import type { CastPerson } from '#seed';
import { parseIin } from '#subjects';
import type { Iin } from '#subjects';
import { attachFile } from './attach-file.ts';
import { beginAtCounter } from './begin-at-counter.ts';
import { fillPage } from './draft.ts';
import { markOriginals } from './mark-originals.ts';
import { possibleOutputs, saveDecision, seenOf, sendForSignature } from './prepare-decision.ts';
import { prepareRequest } from './prepare-request.ts';
import { registerRequest } from './register.ts';
import { openForSignature, signDecision } from './sign-decision.ts';
import { findApplication, findPreparation, findRequest } from './store.ts';
import { submitAtCounter } from './submit-at-counter.ts';
import { takeApplication } from './take.ts';
import type { TestOffice } from './testing.ts';

/** A file that can be opened, as a scan of a paper. */
export const scan = Buffer.from('%PDF-1.7\n% identity card\nstartxref\n9\n%%EOF\n');

export function iinOf(text: string): Iin {
  const iin = parseIin(text);
  assert.ok(iin, text);
  return iin;
}

type Representative = { iin: Iin; number: string } | undefined;

export function begin(
  office: TestOffice,
  officer: OfficerActor,
  consumer: { iin: string; documentNumber?: string; representative?: Representative },
): Promise<string> {
  const { iin, documentNumber: identityCard = '049900000', representative } = consumer;
  return beginAtCounter(office.services, officer, { service: 'rg-1', consumerIin: iinOf(iin), identityCard, representative });
}

export async function fill(office: TestOffice, officer: OfficerActor, draftId: string): Promise<void> {
  const pages = {
    applicant: {},
    contact: { phone: '+77010000101' },
    period: { 'period.from': '2026-06-01', 'period.to': '2026-10-31' },
  };
  for (const [page, raw] of Object.entries({ ...pages, purpose: { purpose: '' } })) {
    const faults = await fillPage(office.services, officer, { draftId, page, raw });
    assert.deepEqual(faults, [], page);
  }
  const upload = { draftId, document: 'identityDocument', name: 'куәлік.pdf', bytes: scan };
  assert.equal(await attachFile(office.services, officer, upload), undefined);
  await markOriginals(office.services, officer, { draftId, originals: ['identityDocument'] });
}

export async function prepared(office: TestOffice, officer: OfficerActor, draftId: string) {
  const outcome = await prepareRequest(office.services, officer, { draftId, locale: 'kk' });
  assert.ok(outcome.kind === 'ready', outcome.kind);
  return outcome;
}

/** Filled in, marked, scanned, reviewed and signed by the officer's own key. */
export async function take(
  office: TestOffice,
  officer: OfficerActor,
  of: { consumer: CastPerson; representative?: Representative },
): Promise<string> {
  const { consumer, representative } = of;
  const draftId = await begin(office, officer, { ...consumer, representative });
  await fill(office, officer, draftId);
  const { bytes } = await prepared(office, officer, draftId);
  const cms = await office.sign(await office.keysOf(officer), bytes);
  const outcome = await submitAtCounter(office.services, officer, { draftId, cms });
  assert.deepEqual(outcome, { kind: 'sent', applicationId: draftId });
  return draftId;
}

/** What the gateway carries from the centre to the provider's workplace. */
export async function carry(office: TestOffice, applicationId: string): Promise<void> {
  const signed = await findRequest(office.services.db, applicationId);
  assert.ok(signed);
  const request = Buffer.from(signed.signedBytes);
  const message = { applicationId, request: request.toString('base64'), cms: '', sha256: sha256Hex(request) };
  await inTransaction(office.services.db, (tx) => registerRequest(office.services, tx, message));
}

export async function decide(office: TestOffice, id: string, output: 'result' | 'refusal'): Promise<void> {
  const { services, gulnara, daniyar, bodyId } = office;
  assert.equal(await takeApplication(services, gulnara, id), 'taken');
  const application = await findApplication(services.db, id, { bodyId });
  assert.ok(application);
  const regulation = services.regulations.version('rg-1', application.regulationVersion);
  assert.deepEqual(
    possibleOutputs(regulation, application, {}).map((one) => one.id),
    ['result', 'refusal'],
  );
  const grounds = output === 'refusal' ? ['notRegistered'] : [];
  const values: Record<string, string> = output === 'refusal' ? { explanation: 'Тізілімде жоқсыз.' } : {};
  const seen = seenOf(await findPreparation(services.db, id));
  const checks = { identityDocument: 'ok' } as const;
  assert.equal(await saveDecision(services, gulnara, { id, seen, checks, output, values, grounds }), 'saved');
  const sent = await sendForSignature(services, gulnara, { id, seen: seenOf(await findPreparation(services.db, id)) });
  assert.deepEqual(sent, { kind: 'sent' });
  const opened = await openForSignature(services, daniyar, id);
  assert.ok(opened.kind === 'open', opened.kind);
  const cms = await office.sign(daniyar.keys, opened.pdf);
  assert.deepEqual(await signDecision(services, daniyar, { id, documentId: opened.document.id, cms }), { kind: 'signed' });
}
