import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import fc from 'fast-check';
import { nodePrimitives } from '../crypto/node.ts';
import { keySigner } from '../making/signer.ts';
import { httpFetcher } from '../verification/http.ts';
import { readCertificate } from '../x509/read.ts';
import { timestamper } from './client.ts';
import { makeTimestampToken } from './make.ts';
import { readTimestampRequest } from './request.ts';
import { makeTimestampFailure, makeTimestampResponse, readTimestampResponse } from './response.ts';
import { checkTimestampToken } from './token.ts';

const folder = mkdtempSync(join(tmpdir(), 'tsp-'));
after(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);
const run = (line: string): Buffer =>
  execFileSync('openssl', line.split(' '), { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });

run('req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.pem -days 30 -subj /CN=Root');
const usages = { tsa: 'critical,timeStamping', weak: 'timeStamping', wide: 'critical,timeStamping,emailProtection' };
for (const [name, usage] of Object.entries(usages)) {
  run(`req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ${name}.key -out ${name}.req -subj /CN=${name}`);
  writeFileSync(at('ext'), `keyUsage=critical,digitalSignature\nextendedKeyUsage=${usage}\nsubjectKeyIdentifier=hash`);
  run(`x509 -req -in ${name}.req -CA ca.pem -CAkey ca.key -CAcreateserial -out ${name}.pem -days 20 -extfile ext`);
}

function authority(name: keyof typeof usages) {
  const certificate = readCertificate(readFileSync(at(`${name}.pem`)));
  assert.ok(certificate.ok);
  const signer = keySigner(createPrivateKey(readFileSync(at(`${name}.key`))));
  return { signer, certificate: certificate.value, policy: '2.25.1.2.3', accuracy: 1 };
}
const tsa = authority('tsa');
const now = new Date('2026-03-01T10:00:00.700Z');
const stamped = Buffer.from('the value of a signature');
writeFileSync(at('stamped'), stamped);

async function token(from = tsa, data = stamped): Promise<Uint8Array> {
  writeFileSync(at('data'), data);
  const request = readTimestampRequest(run('ts -query -data data -sha256 -cert'));
  assert.ok(request.ok);
  return makeTimestampToken(request.value, { at: now, serial: 7n }, from);
}

for (const hash of ['sha256', 'sha384', 'sha512']) {
  test(`NCA-4 OpenSSL asks with ${hash} and accepts our time stamp`, async () => {
    run(`ts -query -data stamped -${hash} -cert -out query.tsq`);
    const request = readTimestampRequest(readFileSync(at('query.tsq')));
    assert.ok(request.ok);
    assert.equal(request.value.imprint.hash, hash);
    const made = await makeTimestampToken(request.value, { at: now, serial: 2n ** 70n }, tsa);
    writeFileSync(at('reply.tsr'), makeTimestampResponse(made));
    const verified = spawnSync('openssl', ['ts', '-verify', '-queryfile', 'query.tsq', '-in', 'reply.tsr', '-CAfile', 'ca.pem'], {
      cwd: folder,
    });
    assert.match(String(verified.stdout), /Verification: OK/, String(verified.stderr));
    assert.match(
      String(run('ts -reply -in reply.tsr -text')),
      /Time stamp: Mar {2}1 10:00:00 2026 GMT[\s\S]*Policy OID: 2\.25\.1\.2\.3|Policy OID: 2\.25\.1\.2\.3[\s\S]*Time stamp: Mar {2}1 10:00:00 2026 GMT/,
    );
  });
}

test('NCA-4 OpenSSL understands why we refuse a stamp', () => {
  writeFileSync(at('refused.tsr'), makeTimestampFailure('badAlg', 'SHA-1 is not stamped'));
  assert.match(
    String(run('ts -reply -in refused.tsr -text')),
    /Status: Rejected[\s\S]*SHA-1 is not stamped[\s\S]*unrecognized or unsupported algorithm identifier/,
  );
});

test('EDS-VER a time stamp that OpenSSL made is read and checked', () => {
  const config = [
    '[tsa]',
    'default_tsa=t',
    '[t]',
    'serial=serial',
    'signer_digest=sha256',
    'default_policy=1.2.3.4',
    'digests=sha256',
    'ess_cert_id_alg=sha256',
    'accuracy=secs:1,millisecs:500',
    'ordering=yes',
    'tsa_name=yes',
  ];
  writeFileSync(at('tsa.cnf'), config.join('\n'));
  writeFileSync(at('serial'), '01');
  run('ts -query -data stamped -sha256 -cert -out theirs.tsq');
  run('ts -reply -config tsa.cnf -section t -queryfile theirs.tsq -signer tsa.pem -inkey tsa.key -out theirs.tsr');
  const read = readTimestampResponse(readFileSync(at('theirs.tsr')));
  assert.ok(read.ok);
  const checked = checkTimestampToken(read.value, stamped, { primitives: nodePrimitives });
  assert.equal(checked?.authority.fingerprint, tsa.certificate.fingerprint);
  assert.equal(checked?.info.policy, '1.2.3.4');
  assert.equal(checkTimestampToken(read.value, Buffer.from('another signature'), { primitives: nodePrimitives }), undefined);
});

test('EDS-VER a token of a certificate that is not for time stamps alone is refused', async () => {
  const check = async (name: keyof typeof usages) =>
    checkTimestampToken(await token(authority(name)), stamped, { primitives: nodePrimitives });
  assert.equal((await check('tsa'))?.info.genTime.toISOString(), '2026-03-01T10:00:00.000Z');
  assert.equal(await check('weak'), undefined);
  assert.equal(await check('wide'), undefined);
});

test('SEC-14 EDS-VER no flipped bit of a token moves its time', async () => {
  const sound = await token();
  fc.assert(
    fc.property(fc.nat(sound.length * 8 - 1), (bit) => {
      const damaged = sound.map((octet, i) => (i === bit >> 3 ? octet ^ (1 << (bit & 7)) : octet));
      const checked = checkTimestampToken(damaged, stamped, { primitives: nodePrimitives });
      if (checked) assert.equal(checked.info.genTime.toISOString(), '2026-03-01T10:00:00.000Z');
    }),
    { numRuns: 400 },
  );
});

async function withServer(listener: RequestListener, use: (url: string) => Promise<void>): Promise<void> {
  await using server = createServer(listener).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/tsa`);
}

test('REL-3 the client takes only an answer to its own question, and names what went wrong', async () => {
  const fetcher = httpFetcher(() => 0);
  const answering =
    (make: (request: Uint8Array) => Promise<Uint8Array>): RequestListener =>
    async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      response.end(await make(Buffer.concat(chunks)));
    };
  const stamp = async (bytes: Uint8Array) => {
    const request = readTimestampRequest(bytes);
    assert.ok(request.ok);
    return makeTimestampResponse(await makeTimestampToken(request.value, { at: now, serial: 9n }, tsa));
  };
  await withServer(answering(stamp), async (url) => {
    const made = await timestamper(url, fetcher)(stamped);
    assert.ok(checkTimestampToken(made, stamped, { primitives: nodePrimitives }));
  });
  const other = makeTimestampResponse(await token());
  await withServer(
    answering(async () => other),
    async (url) => assert.rejects(timestamper(url, fetcher)(stamped), /another request/),
  );
  const refusal = makeTimestampFailure('systemFailure', '');
  await withServer(
    answering(async () => refusal),
    async (url) => assert.rejects(timestamper(url, fetcher)(stamped), /gave no token: missing/),
  );
  await assert.rejects(timestamper('http://127.0.0.1:1/', fetcher)(stamped), /unreachable/);
});
