import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { demand, reading } from '../fault.ts';
import { Reader } from '../der/reader.ts';
import { octetsOfHex } from '../der/writer.ts';
import { readAlgorithmIdentifier, signatureAlgorithmOf } from './algorithms.ts';
import type { HashName, SignatureAlgorithm } from './algorithms.ts';
import { nodePrimitives } from './node.ts';
import { algorithmFault, archiveAlgorithms } from './primitives.ts';
import { readPublicKey } from './public-key.ts';

/** C2SP Wycheproof vectors stand beside the checkout and are not copied into it. */
const folder = join(import.meta.dirname, '../../../../../shared/suites/wycheproof');
const skip = existsSync(folder) ? false : `the Wycheproof vectors are not at ${folder}`;

interface Group {
  sha?: string;
  mgfSha?: string;
  sLen?: number;
  publicKeyDer?: string;
  publicKeyAsn?: string;
  keyDer?: string;
  tests: { tcId: number; comment: string; msg: string; sig: string; result: 'valid' | 'invalid' | 'acceptable' }[];
}

const hashName = (name = '') => name.toLowerCase().replace('-', '') as HashName;

/** The signature's algorithm as the vector's group describes it. */
function algorithmOf(kind: string, group: Group): SignatureAlgorithm {
  const hash = hashName(group.sha);
  if (kind === 'RSASSA-PSS')
    return { scheme: 'rsaPss', hash, mgfHash: hashName(group.mgfSha ?? group.sha), saltLength: group.sLen ?? 20 };
  return { scheme: kind === 'ECDSA' ? 'ecdsa' : 'rsa', hash };
}

function accepts(kind: string, group: Group, vector: Group['tests'][number]): boolean {
  const spki = octetsOfHex(group.publicKeyDer ?? group.publicKeyAsn ?? group.keyDer ?? '');
  const key = reading(() => readPublicKey(spki));
  if (!key.ok) return false;
  const algorithm = algorithmOf(kind, group);
  if (algorithmFault(archiveAlgorithms, key.value, algorithm) !== undefined) return false;
  return nodePrimitives.verify({ algorithm, key: key.value, data: octetsOfHex(vector.msg), signature: octetsOfHex(vector.sig) });
}

for (const file of skip ? [] : readdirSync(folder).filter((name) => name.endsWith('_test.json'))) {
  test(`SEC-14 EDS-VER Wycheproof ${file}: no invalid signature is accepted, no valid one refused`, () => {
    const suite = JSON.parse(readFileSync(join(folder, file), 'utf8')) as { algorithm: string; testGroups: Group[] };
    let count = 0;
    for (const group of suite.testGroups) {
      for (const vector of group.tests) {
        count += 1;
        if (vector.result === 'acceptable') continue;
        const got = accepts(suite.algorithm, group, vector) ? 'valid' : 'invalid';
        const about = `${vector.tcId} ${vector.comment} ${group.sha} ${group.mgfSha} ${group.sLen}`;
        assert.equal(got, vector.result, about);
      }
    }
    assert.ok(count > 50, `only ${count} vectors were read`);
  });
}

test('SEC-14 Wycheproof vectors stand beside the checkout', { skip }, () => assert.ok(existsSync(folder)));

test('SEC-14 signature algorithms with parameters that their standards forbid are refused', () => {
  const read = (hex: string) => {
    const identifier = reading(() => readAlgorithmIdentifier(Reader.over(octetsOfHex(hex.replaceAll(' ', '')), 'test'), 'test'));
    return signatureAlgorithmOf(demand(identifier));
  };
  const rsa = '06 09 2a 86 48 86 f7 0d 01 01 0b';
  const ecdsa = '06 08 2a 86 48 ce 3d 04 03 02';
  assert.equal(read(`30 0d ${rsa} 05 00`).ok, true);
  assert.equal(read(`30 0b ${rsa}`).ok, true);
  assert.equal(read(`30 0e ${rsa} 02 01 00`).ok, false);
  assert.equal(read(`30 0a ${ecdsa}`).ok, true);
  assert.equal(read(`30 0c ${ecdsa} 05 00`).ok, false);
  assert.deepEqual(read('30 0d 06 09 2a 86 48 86 f7 0d 01 01 04 05 00'), {
    ok: false,
    fault: { code: 'unsupported', where: 'signatureAlgorithm' },
  });
});
