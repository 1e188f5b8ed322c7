import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createTrustStore, nodePrimitives, oids, readCrl, trustAnchor } from '#pki';
import type { Crl, RevocationReason } from '#pki';
import { sealContent } from '../../making/seal-content.ts';
import type { Seal } from '../../making/seal.ts';
import { exampleContent, testSealAuthority } from '../../testing.ts';
import type { DocumentContent } from '../code/payload.ts';
import { newDocumentNumber, plainNumber } from '../number.ts';
import type { Finding } from './verdict.ts';
import { revocationByLists } from './revocation-by-lists.ts';
import { verifyCodes } from './verify-codes.ts';
import type { SealRevocation, VerifyingPlace } from './verify-codes.ts';

const now = new Date('2026-12-01T00:00:00Z');
const authority = await testSealAuthority();
const bin = '120340000006';
const seal = await authority.seal({ bin });
const content = exampleContent({ bin });
const place: VerifyingPlace = {
  trust: createTrustStore([trustAnchor(authority.root)]),
  primitives: nodePrimitives,
  now,
  revocationOf: () => ({ state: 'good', asOf: now }),
};

async function codesOf(what: DocumentContent = content, by: Seal = seal): Promise<readonly string[]> {
  return (await sealContent(what, by)).codes;
}

/** The findings of a verification; the outcome must follow from them. */
async function findingsOf(codes: readonly string[], where: Partial<VerifyingPlace> = {}): Promise<Finding[]> {
  const { outcome, checks } = await verifyCodes(codes, { ...place, ...where });
  assert.equal(outcome, checks.every(({ finding }) => good.has(finding)) ? 'valid' : 'invalid');
  return checks.map(({ finding }) => finding);
}
const good = new Set<Finding>([
  'whole',
  'sealed',
  'trusted',
  'systemSeal',
  'bodySealed',
  'sealValid',
  'notRevoked',
  'revokedLater',
  'notAsked',
  'inForce',
]);
const all: Finding[] = ['whole', 'sealed', 'trusted', 'systemSeal', 'bodySealed', 'sealValid', 'notRevoked', 'inForce'];

test('DOC-2 codes verify with the root alone, in any order, and give the data back', async () => {
  const codes = await codesOf();
  assert.ok(codes.length <= 3, `${codes.length} codes`);
  const verdict = await verifyCodes([...codes].reverse(), { ...place, revocationOf: () => ({ state: 'unknown' }) });
  assert.equal(verdict.outcome, 'valid');
  assert.deepEqual(verdict.content, content);
  assert.equal(verdict.seal?.bin, bin);
  assert.deepEqual(await findingsOf(codes), all);
});

test('DOC-2 any changed letter of a code is found, and its data are not shown', async () => {
  const codes = await codesOf();
  await fc.assert(
    fc.asyncProperty(
      fc.nat(),
      fc.nat(),
      fc.constantFrom('0', '7', 'A', 'Q', 'Z', ' ', '$', '/', ':'),
      async (which, where, sign) => {
        const changed = [...codes];
        const code = codes[which % codes.length] ?? '';
        const at = where % code.length;
        if (code.charAt(at) === sign) return;
        changed[which % codes.length] = code.slice(0, at) + sign + code.slice(at + 1);
        const verdict = await verifyCodes(changed, place);
        assert.equal(verdict.outcome, 'invalid');
        assert.equal(verdict.content, undefined);
      },
    ),
    { numRuns: 150 },
  );
});

test('DOC-2 codes of two documents, missing and renumbered codes are found', async () => {
  const [one, other] = [await codesOf(), await codesOf({ ...content, number: newDocumentNumber() })];
  assert.deepEqual(await findingsOf([one[0] ?? '', ...other.slice(1)]), ['codesMixed']);
  assert.deepEqual(await findingsOf(one.slice(1)), ['codesMissing']);
  assert.deepEqual(await findingsOf([]), ['codesNone']);
  assert.deepEqual(await findingsOf(['https://egov.kz']), ['codesForeign']);
  const foreign = plainNumber(newDocumentNumber());
  const renumbered = one.map((code) => code.replace(plainNumber(content.number), foreign));
  assert.ok((await findingsOf(renumbered)).includes('numberDiffers'));
});

test("DOC-2 another's root, a seal of another body and a key that is no seal are found", async () => {
  const stranger = await testSealAuthority('Test');
  const foreign = await codesOf(content, await stranger.seal({ bin }));
  assert.ok((await findingsOf(foreign)).includes('chainBroken'), 'the same names, another key');
  const unknown = await testSealAuthority('Stranger');
  assert.ok((await findingsOf(await codesOf(content, await unknown.seal({ bin })))).includes('rootUnknown'));
  const another = await authority.seal({ bin: '990340000009' });
  assert.ok((await findingsOf(await codesOf(content, another))).includes('otherBody'));
  const person = await authority.seal({ bin, purposes: [oids.emailProtection] });
  assert.ok((await findingsOf(await codesOf(content, person))).includes('noSeal'));
});

test('DOC-2 a certificate chain swapped under the signature is found', async () => {
  const other = await authority.seal({ bin });
  const swapped: Seal = { certificateChain: other.certificateChain, sign: seal.sign };
  assert.deepEqual(await findingsOf(await codesOf(content, swapped)), ['whole', 'sealBroken']);
});

test('DOC-2 a seal expired or not yet valid when the document was issued is found; expired later it is not', async () => {
  const early = await authority.seal({ bin, notAfter: new Date('2026-06-01T00:00:00Z') });
  assert.ok((await findingsOf(await codesOf(content, early))).includes('sealExpired'));
  const late = await authority.seal({ bin, notBefore: new Date('2026-11-30T00:00:00Z') });
  assert.ok((await findingsOf(await codesOf(content, late))).includes('sealTooYoung'));
  const decade = new Date('2046-01-01T00:00:00Z');
  assert.deepEqual(await findingsOf(await codesOf(), { now: decade }), all);
});

test('DOC-2 a revoked seal is found, whatever time the document claims', async () => {
  const codes = await codesOf();
  const revoked = (at: string, reason: string) =>
    findingsOf(codes, { revocationOf: (): SealRevocation => ({ state: 'revoked', at: new Date(at), reason }) });
  assert.ok((await revoked('2026-11-01', 'cessationOfOperation')).includes('revoked'));
  assert.ok((await revoked('2026-11-30', 'keyCompromise')).includes('revoked'), 'its thief could write any date');
  assert.ok((await revoked('2026-11-30', 'unspecified')).includes('revoked'));
  assert.ok((await revoked('2026-11-30', 'superseded')).includes('revokedLater'));
});

test('DOC-2 a document out of its period or from the future is found', async () => {
  const until = { ...content, validUntil: new Date('2026-11-30T00:00:00Z') };
  assert.ok((await findingsOf(await codesOf(until))).includes('outOfDate'));
  assert.ok((await findingsOf(await codesOf(), { now: new Date('2026-11-21T00:00:00Z') })).includes('issuedInFuture'));
});

const listed = async (at: Date, reason?: RevocationReason): Promise<Crl> => {
  const revoked = reason ? [{ certificate: seal.certificate, revokedAt: new Date('2026-11-25T00:00:00Z'), reason }] : [];
  const crl = readCrl(await authority.crl(at, revoked));
  assert.ok(crl.ok);
  return crl.value;
};

test('DOC-2 without a network the newest known list says whether the seal is revoked, and its date is told', async () => {
  const codes = await codesOf();
  const withList = async (crl: Crl) =>
    (await verifyCodes(codes, { ...place, revocationOf: revocationByLists([crl], place) })).checks.find(
      ({ name }) => name === 'revocation',
    );
  const yesterday = new Date(now.getTime() - 3_600_000);
  assert.deepEqual(await withList(await listed(yesterday)), { name: 'revocation', finding: 'notRevoked', at: yesterday });
  assert.equal((await withList(await listed(yesterday, 'keyCompromise')))?.finding, 'revoked');
  const old = new Date('2026-11-26T00:00:00Z');
  assert.deepEqual(await withList(await listed(old)), { name: 'revocation', finding: 'listOld', at: old });
  assert.equal((await withList(await listed(old, 'keyCompromise')))?.finding, 'revoked', 'an old list can still accuse');
  const stranger = readCrl(await (await testSealAuthority('Test')).crl(yesterday));
  assert.ok(stranger.ok);
  assert.equal((await withList(stranger.value))?.finding, 'notAsked', "another authority's list says nothing");
});
