import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { readCrl } from '../crl/crl.ts';
import { nodePrimitives } from '../crypto/node.ts';
import { makeOcspRequest } from '../ocsp/request.ts';
import { answerByLists, answerByOcsp } from './answers.ts';
import { decodeEvidence, encodeEvidence } from './evidence.ts';
import type { RevocationSource } from './revocation.ts';
import { firstThatKnows, pairOf } from './revocation.ts';
import { verifyWithEvidence } from './stored.ts';
import { OpensslAuthority, stampingAt } from './testing.ts';
import { createVerifier } from './verifier.ts';

const authority = new OpensslAuthority();
const person = authority.person('Aigerim', 'signing');
const tsa = authority.person('Clock', 'tsa');
const content = Buffer.from('мәтін');
const now = new Date(Date.now() + 60_000);

/** The authority while it lives: OpenSSL answers, OCSP for people and a list for the issuing authority. */
let living = true;
const responder: RevocationSource = {
  async check(question) {
    assert.ok(living, 'the authority is asked though it is gone');
    const der = authority.answer(makeOcspRequest(pairOf(question), nodePrimitives.hash));
    const answered = answerByOcsp(question, der, { primitives: nodePrimitives });
    return 'answer' in answered ? answered.answer : { status: 'unknown', tried: [answered.refused] };
  },
};
const lists: RevocationSource = {
  async check(question) {
    const crl = readCrl(authority.crl('root'));
    return answerByLists(question, crl.ok ? [crl.value] : [], nodePrimitives);
  },
};
const verifier = createVerifier({
  trust: authority.trust(),
  revocation: firstThatKnows(responder, lists),
  clock: { now: () => now },
});

async function accepted(request = {}) {
  const cms = await authority.sign(person, content, request);
  const verification = await verifier.verify({ cms, content, purpose: 'signing' });
  assert.ok(verification.verdict === 'passed', JSON.stringify(verification));
  return { cms, verified: verification.verified };
}

test('EDS-LTV years later, without the authority, the stored evidence verifies the signature again', async () => {
  for (const request of [{ detached: true, timestamper: stampingAt(now, tsa) }, { detached: true }]) {
    living = true;
    const { cms, verified } = await accepted(request);
    assert.deepEqual(
      verified.evidence.revocation.map(({ kind }) => kind).toSorted(),
      request.timestamper ? ['crl', 'crl', 'ocsp', 'ocsp'] : ['crl', 'ocsp'],
    );
    const stored = encodeEvidence(verified.evidence);
    living = false;
    const evidence = decodeEvidence(stored);
    assert.ok(evidence.ok);
    assert.deepEqual(evidence.value.report, verified.evidence.report);
    const again = await verifyWithEvidence({ cms, content }, evidence.value, { trust: authority.trust() });
    assert.ok(again.verdict === 'passed', JSON.stringify(again));
    assert.deepEqual(again.verified.referenceTime, verified.referenceTime);
    const other = await verifyWithEvidence({ cms, content: Buffer.from('басқа') }, evidence.value, { trust: authority.trust() });
    assert.equal(other.verdict, 'failed');
  }
});

test('EDS-LTV evidence does not replace trust, and with a part taken out it proves nothing', async () => {
  living = true;
  const { cms, verified } = await accepted();
  living = false;
  const verdict = async (evidence: object, trust = authority.trust()) =>
    (await verifyWithEvidence({ cms, content }, { ...verified.evidence, ...evidence }, { trust })).verdict;
  assert.equal(await verdict({}), 'passed');
  assert.equal(await verdict({ revocation: verified.evidence.revocation.slice(1) }), 'indeterminate');
  assert.equal(await verdict({ verifiedAt: new Date(now.getTime() + 30 * 86_400_000) }), 'indeterminate');
  assert.equal(await verdict({}, new OpensslAuthority('Strange').trust()), 'failed');
});

test('SEC-14 EDS-LTV damaged evidence is a fault or proves nothing, and never an exception', async () => {
  living = true;
  const { cms, verified } = await accepted();
  living = false;
  const stored = encodeEvidence(verified.evidence);
  await fc.assert(
    fc.asyncProperty(fc.nat(stored.length - 1), fc.nat(255), async (place, octet) => {
      const evidence = decodeEvidence(stored.map((each, i) => (i === place ? octet : each)));
      if (!evidence.ok) return;
      const again = await verifyWithEvidence({ cms, content }, evidence.value, { trust: authority.trust() });
      if (again.verdict !== 'passed') return;
      // What passes rests on the same documents; text of the old report and spare documents are nobody's proof.
      assert.equal(again.verified.iin, verified.iin);
      assert.equal(again.verified.contentHash, verified.contentHash);
    }),
    { numRuns: 150 },
  );
});
