import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { archiveAlgorithms } from '../crypto/primitives.ts';
import { readCrl } from '../crl/crl.ts';
import { readCertificate } from '../x509/read.ts';
import { validateChain } from './chain.ts';
import type { ChainVerdict } from './chain.ts';
import { createTrustStore, trustAnchor } from './trust.ts';

/** NIST PKITS stands beside the checkout and is not copied into it. */
const folder = join(import.meta.dirname, '../../../../../shared/suites/pkits');
const skip = existsSync(folder) ? false : `NIST PKITS is not at ${folder}`;

interface PkitsTest {
  id: string;
  name: string;
  cert: string;
  other_certs?: string[];
  crls?: string[];
  params?: {
    user_initial_policy_set?: string[];
    initial_policy_mapping_inhibit?: boolean;
    initial_explicit_policy?: boolean;
    initial_any_policy_inhibit?: boolean;
  };
  error?: unknown;
}

const certificate = (file: string) => readCertificate(readFileSync(join(folder, 'certs', file)));
const crl = (file: string) => readCrl(readFileSync(join(folder, 'crls', file)));

function verdict(each: PkitsTest): ChainVerdict | 'unreadable' {
  const target = certificate(each.cert);
  const root = certificate('TrustAnchorRootCertificate.crt');
  assert.ok(root.ok);
  if (!target.ok) return 'unreadable';
  const { params = {} } = each;
  return validateChain({
    certificate: target.value,
    trust: createTrustStore([trustAnchor(root.value, { algorithms: archiveAlgorithms })]),
    untrusted: (each.other_certs ?? []).map(certificate).flatMap((read) => (read.ok ? read.value : [])),
    crls: ['TrustAnchorRootCRL.crl', ...(each.crls ?? [])].map(crl).flatMap((read) => (read.ok ? read.value : [])),
    at: new Date('2011-04-01T00:00:00Z'),
    policies: {
      acceptable: params.user_initial_policy_set ?? [],
      inhibitMapping: params.initial_policy_mapping_inhibit ?? false,
      requireExplicit: params.initial_explicit_policy ?? false,
      inhibitAny: params.initial_any_policy_inhibit ?? false,
    },
  });
}

const tests = skip ? [] : (JSON.parse(readFileSync(join(folder, 'pyhanko-pkits.json'), 'utf8')) as PkitsTest[]);

for (const each of tests) {
  const expected = each.error === undefined;
  test(`EDS-VER PKITS ${each.id} ${each.name} is ${expected ? 'valid' : 'not valid'}`, () => {
    const got = verdict(each);
    const valid = got !== 'unreadable' && got.valid;
    assert.equal(valid, expected, JSON.stringify(got === 'unreadable' || got.valid ? valid : [got.fault.code, got.fault.detail]));
  });
}

test('EDS-VER all 246 tests of PKITS were there to run', { skip }, () => assert.equal(tests.length, 246));
