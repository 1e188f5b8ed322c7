import { archiveAlgorithms, chainFaultMeanings, createTrustStore, describeName, trustAnchor, validateChain } from '#pki';
import type { ChainFault, ChainFaultCode, ChainVerdict, ValidChain } from '#pki';
import { systemClock } from '#kit/clock';
import { z } from 'zod';
import type { Answer, Check, Command } from './command.ts';
import { certificatesOf, crlsOf, listOf, parseRequest, source, time, untrustedOf } from './inputs.ts';

const oid = /^[012](\.\d+)+$/;

const request = z.object({
  trust: listOf(source),
  untrusted: listOf(source).default([]),
  crl: listOf(source).default([]),
  at: time.optional(),
  policy: listOf(z.string().regex(oid)).default([]),
  explicitPolicy: z.boolean().default(false),
  noPolicyMapping: z.boolean().default(false),
  inhibitAny: z.boolean().default(false),
  cert: source,
});

/** The checks of a path in the order in which they are told, and the faults that each of them finds. */
const checksOfFaults = {
  path: ['noIssuer', 'noAnchor', 'tooComplex'],
  signature: ['signature', 'unsupportedAlgorithm', 'unfitKey', 'weakHash', 'weakKey', 'forbiddenScheme'],
  validity: ['notYetValid', 'expired'],
  authority: ['anchorNotCa', 'notCa', 'pathLength', 'keyUsage'],
  names: ['nameConstraints'],
  extensions: ['unknownCritical'],
  policy: ['policy', 'policyMapping'],
  revocation: ['revoked', 'revocationUndetermined'],
} as const satisfies Record<string, readonly ChainFaultCode[]>;

type CheckWord = keyof typeof checksOfFaults;
const words = Object.keys(checksOfFaults) as CheckWord[];

function run(json: unknown): Answer {
  const asked = parseRequest(request, json);
  // SHA-1, DSA and small RSA keys occur in archives; the server itself accepts none of them in signatures of people.
  const trust = createTrustStore(certificatesOf(asked.trust).map((each) => trustAnchor(each, { algorithms: archiveAlgorithms })));
  const [certificate, ...besides] = certificatesOf([asked.cert]);
  const untrusted = untrustedOf(asked.untrusted);
  const crls = crlsOf(asked.crl);
  if (certificate === undefined) throw new TypeError('a file without certificates was read as one');
  const verdict = validateChain({
    certificate,
    trust,
    untrusted: [...besides, ...untrusted.items],
    ...(asked.crl.length > 0 && { crls: crls.items }),
    at: asked.at ?? systemClock.now(),
    policies: {
      acceptable: asked.policy,
      requireExplicit: asked.explicitPolicy,
      inhibitMapping: asked.noPolicyMapping,
      inhibitAny: asked.inhibitAny,
    },
  });
  return answerOf(verdict, [...untrusted.remarks, ...crls.remarks]);
}

function answerOf(verdict: ChainVerdict, remarks: readonly Check[]): Answer {
  if (!verdict.valid) return { valid: false, reason: reasonOf(verdict.fault), checks: [...remarks, failedCheck(verdict.fault)] };
  return {
    valid: true,
    reason: 'valid',
    checks: [...remarks, ...words.map((name) => passedCheck(name, verdict))],
    path: [...verdict.path, verdict.anchor.certificate].map((each) => describeName(each.subject)),
    policies: verdict.policies,
  };
}

function passedCheck(name: CheckWord, chain: ValidChain): Check {
  const unchecked = name === 'revocation' && chain.revocation === 'notChecked';
  return unchecked ? { name, status: 'skipped', detail: 'no revocation list was given' } : { name, status: 'passed' };
}

/** Only the check that decided is told: a path that breaks off leaves open what the others would have found. */
function failedCheck(fault: ChainFault): Check {
  const name = words.find((word) => (checksOfFaults[word] as readonly ChainFaultCode[]).includes(fault.code)) ?? 'path';
  const status = fault.code === 'revocationUndetermined' ? 'indeterminate' : 'failed';
  const detail = [describeName(fault.certificate.subject), fault.detail].filter((part) => part !== undefined).join('; ');
  return { name, status, detail };
}

function reasonOf(fault: ChainFault): string {
  const detail = fault.detail === undefined ? '' : ` (${fault.detail})`;
  return `${fault.code}: ${describeName(fault.certificate.subject)}: ${chainFaultMeanings[fault.code]}${detail}`;
}

/** `verify-chain`: a certificate under trusted roots (RFC 5280 6). */
export const command: Command = {
  options: {
    '--trust': { field: 'trust', kind: 'list' },
    '--untrusted': { field: 'untrusted', kind: 'list' },
    '--crl': { field: 'crl', kind: 'list' },
    '--at': { field: 'at', kind: 'one' },
    '--policy': { field: 'policy', kind: 'list', shape: oid },
    '--no-policy-mapping': { field: 'noPolicyMapping', kind: 'switch' },
    '--explicit-policy': { field: 'explicitPolicy', kind: 'switch' },
    '--inhibit-any': { field: 'inhibitAny', kind: 'switch' },
  },
  subject: { field: 'cert', several: false },
  run,
  describe: (answer) =>
    Array.isArray(answer['path']) ? answer['path'].map((name, depth) => `${'  '.repeat(depth)}${String(name)}`) : [],
};
