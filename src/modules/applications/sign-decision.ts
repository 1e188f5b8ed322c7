import { inTransaction } from '#kit/db';
import type { Tx } from '#kit/db';
import { Failure } from '#kit/failure';
import { sha256Hex } from '#kit/ids';
import type { PreparedDocument, Signatory, StoredDocument } from '#documents';
import { findOfficer, refusalOf, setSigningCertificate } from '#identity';
import type { OfficerActor, Refusal } from '#identity';
import { readCertificate } from '#pki';
import type { Verified } from '#pki';
import { frameDocument, validUntil } from '#regulations';
import type { Output, PrintedFact, Regulation } from '#regulations';
import { formatShortName } from '#subjects';
import type { Translated } from '#text';
import { materialsOf } from './compose-decision.ts';
import { countFor } from './count.ts';
import { decidedAs, formingOf } from './count-decision.ts';
import { haveEffect } from './effect.ts';
import { verifyAndStamp } from './stamp.ts';
import { move } from './move.ts';
import { bodyOf, outcomeOf } from './prepare-decision.ts';
import type { ApplicationServices } from './services.ts';
import { findApplication, findPreparation, putPreparation } from './store.ts';
import type { Application, Preparation } from './store.ts';
import { tellPortal } from './tell-portal.ts';
import { lockForOfficer, officerActor } from './take.ts';

/** A document that waits for this head's signature. */
export interface DocumentToSign {
  readonly application: Application;
  readonly regulation: Regulation;
  readonly output: Output;
  readonly preparation: Preparation;
  readonly document: StoredDocument;
  readonly pdf: Uint8Array;
  /** Number of the certificate that stands on it. */
  readonly serial: string;
}

/** `notYours`: the regulation wants another hand than the one that prepared (WRK-2). */
export type OpenOutcome =
  | ({ readonly kind: 'open' } & DocumentToSign)
  | { readonly kind: 'moved' }
  | { readonly kind: 'notYours' }
  | { readonly kind: 'noCertificate' };

/** A document made for the signature carries the hour in which it was made; one that waited longer is made anew. */
const freshHours = 12;

async function waiting(services: ApplicationServices, officer: OfficerActor, id: string) {
  const application = await findApplication(services.db, id, { bodyId: officer.bodyId });
  if (application === undefined) throw new Failure('notFound');
  const preparation = await findPreparation(services.db, id);
  const regulation = services.regulations.version(application.service, application.regulationVersion);
  const output = regulation.outputs.find((one) => one.id === preparation.output);
  return { application, preparation, regulation, output };
}

function maySign(officer: OfficerActor, output: Output, preparation: Preparation): boolean {
  const role = output.signedBy === 'signatory' ? 'head' : 'specialist';
  return officer.roles.includes(role) && !(output.signedByAnother && preparation.preparedBy === officer.id);
}

/** Opens the decision that waits for the signature: the PDF that will be signed is made once and shown (WRK-2, DOC-3). */
export async function openForSignature(services: ApplicationServices, officer: OfficerActor, id: string): Promise<OpenOutcome> {
  const { application, preparation, regulation, output } = await waiting(services, officer, id);
  if (application.awaits !== 'signatory' || output === undefined || preparation.facts === undefined) return { kind: 'moved' };
  if (!maySign(officer, output, preparation)) return { kind: 'notYours' };
  const serial = await certificateSerial(services, officer);
  if (serial === undefined) return { kind: 'noCertificate' };
  const open = { application, regulation, output, preparation };
  const made =
    (await waitingDocument(services, preparation, serial)) ??
    (await makeDocument(services, officer, { ...open, facts: preparation.facts, serial }));
  return made === undefined ? { kind: 'moved' } : { kind: 'open', ...open, ...made, serial };
}

async function certificateSerial(services: ApplicationServices, officer: OfficerActor): Promise<string | undefined> {
  const stored = (await findOfficer(services.db, { id: officer.id }))?.signingCertificate;
  const certificate = stored && readCertificate(stored);
  return certificate?.ok === true ? certificate.value.serial : undefined;
}

async function waitingDocument(
  services: ApplicationServices,
  preparation: Preparation,
  serial: string,
): Promise<{ document: StoredDocument; pdf: Uint8Array } | undefined> {
  const document =
    preparation.documentId === undefined ? undefined : await services.documents.find(services.db, preparation.documentId);
  if (document?.status !== 'prepared') return undefined;
  const age = services.clock.now().getTime() - document.issuedAt.getTime();
  if (preparation.documentSerial !== serial || age > freshHours * 3_600_000) return undefined;
  return { document, pdf: await services.documents.pdf(document) };
}

interface Making {
  readonly application: Application;
  readonly regulation: Regulation;
  readonly output: Output;
  readonly preparation: Preparation;
  readonly facts: readonly PrintedFact[];
  /** Number of the certificate with which it will be signed. */
  readonly serial: string;
}

/** Who signs and who prepared, as they are printed; the certificate stands beside the one who signs. */
async function signatoriesOf(services: ApplicationServices, officer: OfficerActor, making: Making): Promise<Signatory[]> {
  const { output, preparation, serial } = making;
  const { preparedBy } = preparation;
  const specialist = preparedBy === undefined ? undefined : await findOfficer(services.db, { id: preparedBy });
  const names = {
    signatory: formatShortName(officer.name),
    officer: specialist === undefined ? '' : formatShortName(specialist.name),
  };
  return output.signatures.map(({ of, label }) => ({
    name: names[of],
    position: label,
    ...(of === output.signedBy ? { certificate: serial } : {}),
  }));
}

async function printed(services: ApplicationServices, officer: OfficerActor, making: Making): Promise<PreparedDocument> {
  const { application, regulation, output, facts } = making;
  const body = await bodyOf(services.db, application);
  const framed = frameDocument(output, { body: body.name, facts });
  const until = validUntil(output, services.clock.now(), services.calendar);
  return services.documents.make({
    owner: application.accountId ?? application.id,
    application: application.id,
    content: {
      kind: { regulation: regulation.id, output: output.id, version: String(regulation.version) },
      title: framed.title,
      ...(until === undefined ? {} : { validUntil: until }),
      body: { bin: body.bin, name: body.name },
      recipient: { name: application.consumerName, iin: application.consumerIin },
      facts: framed.lines,
      signatories: await signatoriesOf(services, officer, making),
    },
    addressed: framed.addressed,
    statements: framed.statements,
    seal: await services.sealOf(body.bin),
  });
}

/** Makes the document outside of a transaction and enters it where the decision still waits as it was sent. */
async function makeDocument(
  services: ApplicationServices,
  officer: OfficerActor,
  making: Making,
): Promise<{ document: StoredDocument; pdf: Uint8Array } | undefined> {
  const { application, preparation, serial } = making;
  const begun = services.clock.now();
  const made = await printed(services, officer, making);
  const at = services.clock.now();
  return inTransaction(services.db, async (tx) => {
    const locked = await lockForOfficer(tx, officer, application.id);
    const current = await findPreparation(tx, application.id);
    if (locked.awaits !== 'signatory' || current.sentAt?.getTime() !== preparation.sentAt?.getTime()) return undefined;
    if (current.documentId !== undefined) await services.documents.discard(tx, current.documentId);
    const document = await services.documents.prepare(tx, made);
    await putPreparation(tx, application.id, { ...current, documentId: document.id, documentSerial: serial, at });
    const forming = formingOf(making, at.getTime() - begun.getTime());
    await countFor(services, tx, { application, at, what: [forming] });
    return { document, pdf: made.pdf };
  });
}

export type SignOutcome =
  | { readonly kind: 'signed' }
  | { readonly kind: 'refused'; readonly failed: Refusal }
  /** Signed with a certificate that is not the one printed; the document was made anew with it and has to be signed once more. */
  | { readonly kind: 'otherCertificate' }
  | { readonly kind: 'moved' };

/** The head's signature decides: the document is issued, the process ends, the person is told, all at once (step 7 or 8). */
export async function signDecision(
  services: ApplicationServices,
  officer: OfficerActor,
  signed: { id: string; documentId: string; cms: Uint8Array },
): Promise<SignOutcome> {
  const opened = await openForSignature(services, officer, signed.id);
  if (opened.kind !== 'open' || opened.document.id !== signed.documentId) return { kind: 'moved' };
  const expected = { content: opened.pdf, purpose: 'signing', expectedIin: officer.iin } as const;
  const { cms, verification } = await verifyAndStamp(services, { cms: signed.cms, ...expected });
  if (verification.verdict !== 'passed') return { kind: 'refused', failed: refusalOf(verification) };
  const { verified } = verification;
  if (verified.signer.serial !== (await certificateSerial(services, officer))) {
    await inTransaction(services.db, (tx) => setSigningCertificate(tx, officer.id, verified.signer.der));
    return { kind: 'otherCertificate' };
  }
  return inTransaction(services.db, (tx) => decide(services, tx, { officer, opened, verified, cms }));
}

async function decide(
  services: ApplicationServices,
  tx: Tx,
  made: { officer: OfficerActor; opened: DocumentToSign; verified: Verified; cms: Uint8Array },
): Promise<SignOutcome> {
  const { officer, opened, verified, cms } = made;
  const { regulation, output, document } = opened;
  const application = await lockForOfficer(tx, officer, opened.application.id);
  const preparation = await findPreparation(tx, application.id);
  if (application.awaits !== 'signatory' || preparation.documentId !== document.id) return { kind: 'moved' };
  const at = services.clock.now();
  await services.documents.issue(tx, document.id, { verified, cms });
  const materials = await materialsOf(services, tx, { application, regulation, output, preparation });
  await haveEffect(tx, { application, output, materials, at });
  const sha256 = sha256Hex(opened.pdf);
  await move(tx, {
    regulation,
    application,
    outcomes: [outcomeOf(regulation, application, output), 'done'],
    events: [{ kind: 'documentSigned', document: document.number, serial: verified.signer.serial, sha256 }],
    change: { decided_at: at, document_id: document.id },
    actor: officerActor(officer),
    at,
  });
  const occasion = output.kind === 'refusal' ? 'refused' : 'provided';
  await countFor(services, tx, { application, at, what: decidedAs(services, { application, preparation, occasion, at }) });
  await tellPortal(tx, { applicationId: application.id, occasion, reason: reasonOf(regulation, preparation), at });
  return { kind: 'signed' };
}

function reasonOf(regulation: Regulation, preparation: Preparation): Translated | undefined {
  const grounds = regulation.passport.refusalGrounds.filter(({ id }) => preparation.grounds.includes(id));
  if (grounds.length === 0) return undefined;
  const text = (locale: keyof Translated): string => grounds.map((ground) => ground.text[locale]).join(' ');
  return { kk: text('kk'), ru: text('ru'), en: text('en') };
}
