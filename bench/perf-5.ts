import { randomBytes } from 'node:crypto';
import { ownAnchor, ownIntermediates } from '#authority';
import { systemClock } from '#kit/clock';
import { createTrustStore, createVerifier, httpFetcher, networkRevocation } from '#pki';
import type { SignatureVerifier } from '#pki';
import { certify, makeApplicants, signAs } from './applicants.ts';
import type { Benchmark, Figure } from './figures.ts';
import { openInstallation } from './installation.ts';
import type { Installation } from './installation.ts';
import { rsaVerificationsPerCore } from './limits.ts';
import { ratePerCore } from './processor.ts';

const size = 2_048;
const messages = 64;
const seconds = 2;

/** As the server makes it, with the answers of OCSP kept for as long as the server keeps them. */
function verifierOf({ authority }: Installation): SignatureVerifier {
  return createVerifier({
    trust: createTrustStore([ownAnchor(authority)]),
    revocation: networkRevocation({ fetcher: httpFetcher(() => systemClock.now().getTime()) }),
    clock: systemClock,
    intermediates: ownIntermediates(authority),
  });
}

interface Message {
  readonly content: Uint8Array;
  readonly cms: Uint8Array;
  readonly iin: string;
}

/** Messages with contents and signatures of their own, under a few certificates: only the chains repeat. */
async function messagesOf(installation: Installation, stamped: boolean): Promise<Message[]> {
  const [first, second] = await makeApplicants(installation, 2);
  if (first === undefined || second === undefined) throw new Error('Nobody signs');
  const people = await Promise.all([first, second].map(async (one) => ({ one, certificate: await certify(installation, one) })));
  return Promise.all(
    Array.from({ length: messages }, async (_, index) => {
      const { one, certificate } = people[index % 2] as (typeof people)[number];
      const content = randomBytes(size);
      const cms = await signAs(installation, one, { content, certificate, detached: true, stamped });
      return { content, cms, iin: one.iin };
    }),
  );
}

async function verificationsPerCore(verifier: SignatureVerifier, list: readonly Message[]): Promise<number> {
  let turn = 0;
  const one = async (): Promise<void> => {
    const { content, cms, iin } = list[turn++ % list.length] as Message;
    const verification = await verifier.verify({ cms, content, purpose: 'signing', expectedIin: iin });
    if (verification.verdict !== 'passed') throw new Error(`${verification.verdict}: ${verification.reason}`);
  };
  await ratePerCore(1, one);
  return ratePerCore(seconds, one);
}

async function run(): Promise<Figure[]> {
  await using installation = await openInstallation();
  const verifier = verifierOf(installation);
  const plain = await messagesOf(installation, false);
  const limit = { what: 'RSA-2048 verification and SHA-256 of 2 kB by node:crypto', value: await rsaVerificationsPerCore(size) };
  const value = await verificationsPerCore(verifier, plain);
  const bareAgain = await rsaVerificationsPerCore(size);
  const stamped = await verificationsPerCore(verifier, await messagesOf(installation, true));
  const fair = { ...limit, value: (limit.value + bareAgain) / 2 };
  const common = { id: 'PERF-5', unit: '/s per core', limit: fair } as const;
  return [
    {
      ...common,
      what: 'CMS of 2 kB, chain of 3 seen before, signed attributes, revocation known: full verifications',
      value,
      wanted: '50 % of the limit',
      met: value / fair.value >= 0.5,
    },
    { ...common, what: 'the same with a time stamp, which is a second CMS (ECDSA)', value: stamped, wanted: '–', met: true },
  ];
}

export const perf5: Benchmark = {
  name: 'PERF-5',
  run,
  profile:
    "Some 40 % of the time is the RSA operation itself. The rest is spread thinly: reading the message and its attributes, the look-ups of OCSP and lists already known, the report's evidence, and the garbage of all of these; no function of ours takes more than 2 %.",
};
