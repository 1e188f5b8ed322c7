import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash, createVerify, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { WebSocket } from 'ws';
import { systemClock } from '#kit/clock';
import { startAgent } from '../agent.ts';
import type { AgentSettings } from '../settings.ts';
import { iin, keyPassword, opensslContent, testKeys } from '../testing.ts';
import type { KeySort } from '../testing.ts';

const keys = await testKeys(systemClock.now());
const folder = mkdtempSync(join(tmpdir(), 'birtereze-agent-'));
after(() => {
  keys.close();
  rmSync(folder, { recursive: true });
});

async function agentWith(sort: KeySort, changes: Partial<AgentSettings> = {}) {
  const auto = { file: keys.file(sort), password: keyPassword };
  const assets = { folder, address: (name: string) => `/assets/${name}` };
  const agent = await startAgent({
    port: 0,
    dataDir: folder,
    keysDir: keys.folder,
    tls: false,
    clock: systemClock,
    assets,
    tsa: keys.tsa,
    auto,
    ...changes,
  });
  return { ...agent, [Symbol.asyncDispose]: agent.close };
}

/** A socket whose frames are taken one by one. */
async function connect(address: string, options: object = {}) {
  const socket = new WebSocket(address, options);
  const frames: string[] = [];
  let wake: () => void = () => undefined;
  socket.on('message', (data: Buffer) => {
    frames.push(data.toString('utf8'));
    wake();
  });
  await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
  const next = async (): Promise<string> => {
    while (frames.length === 0) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    return frames.shift() ?? '';
  };
  const ask = async (request: object): Promise<unknown> => {
    socket.send(JSON.stringify(request));
    return JSON.parse(await next());
  };
  await next(); // the greeting
  return { ask, next, socket, [Symbol.dispose]: () => socket.terminate() };
}

const basics = (changes: {
  data?: unknown;
  format?: string;
  signingParams?: unknown;
  signerParams?: object;
  allowedStorages?: unknown;
}) => ({
  module: 'kz.gov.pki.knca.basics',
  method: 'sign',
  args: {
    format: 'cms',
    data: 'MTEK',
    signingParams: { decode: 'true' },
    locale: 'kk',
    ...changes,
    signerParams: { extKeyUsageOids: [], chain: [], ...changes.signerParams },
  },
});
const commonUtils = (method: string, ...args: unknown[]) => ({ module: 'kz.gov.pki.knca.commonUtils', method, args });

const verified = (cms: string | Buffer, content?: string): string => opensslContent(cms, { ca: keys.ca, content });

const hasTimestamp = (cms: string) =>
  execFileSync('openssl', ['asn1parse', '-inform', 'PEM'], { input: cms, encoding: 'utf8' }).includes(
    'id-smime-aa-timeStampToken',
  );

type Signed = { status: boolean; body: { result: string } };

test('EDS-3 the agent greets, echoes heartbeats and knows no other modules', async () => {
  await using agent = await agentWith('signing');
  const socket = new WebSocket(agent.address);
  const greeting = await new Promise((resolve) => socket.on('message', (data: Buffer) => resolve(data.toString())));
  assert.equal(greeting, '{"result":{"version":"1.4"}}');
  socket.terminate();
  using site = await connect(agent.address);
  site.socket.send('--heartbeat--');
  assert.equal(await site.next(), '--heartbeat--');
  assert.deepEqual(await site.ask({ module: 'kz.digiflow.mobile.extensions', method: 'getVersion' }), {
    success: false,
    errorCode: 'MODULE_NOT_FOUND',
  });
  site.socket.send('no JSON');
  assert.equal(JSON.parse(await site.next()).success, false);
});

for (const sort of ['signing', 'elliptic', 'old'] as const) {
  test(`EDS-3 basics signs a text and OpenSSL accepts it: ${sort} key`, async () => {
    await using agent = await agentWith(sort);
    using site = await connect(agent.address);
    const { status, body } = (await site.ask(basics({}))) as Signed;
    assert.equal(status, true);
    assert.match(body.result, /^-----BEGIN CMS-----\n/);
    assert.equal(verified(body.result), '11\n');
    assert.equal(hasTimestamp(body.result), false);
  });
}

test('EDS-3 basics: detached, with a time stamp, booleans as texts, an array for an array', async () => {
  await using agent = await agentWith('signing');
  using site = await connect(agent.address);
  const signingParams = { decode: 'true', encapsulate: 'false', digested: false, tsaProfile: {} };
  const answer = (await site.ask(basics({ data: ['MTEK', 'MTIK'], signingParams }))) as { body: { result: string[] } };
  const [first = '', second = ''] = answer.body.result;
  assert.equal(verified(first, '11\n'), '11\n');
  assert.equal(verified(second, '12\n'), '12\n');
  assert.throws(() => verified(first, '12\n'));
  assert.ok(hasTimestamp(first));
  const plain = (await site.ask(basics({ data: 'MTEK', signingParams: {} }))) as Signed;
  assert.equal(verified(plain.body.result), 'MTEK');
});

test('EDS-3 basics: a hash is signed as the content would be, and raw gives the signature alone', async () => {
  await using agent = await agentWith('signing');
  using site = await connect(agent.address);
  for (const name of ['sha256', 'sha384', 'sha512']) {
    const data = createHash(name).update('11\n').digest('base64');
    const answer = (await site.ask(basics({ data, signingParams: { decode: true, digested: true } }))) as Signed;
    assert.equal(verified(answer.body.result, '11\n'), '11\n');
  }
  const raw = (await site.ask(basics({ format: 'raw', signingParams: { decode: true, outputCert: true } }))) as {
    body: { result: { signatures: string[]; certificate: string } };
  };
  const { signatures, certificate } = raw.body.result;
  const key = new X509Certificate(certificate).publicKey;
  assert.ok(
    createVerify('sha256')
      .update('11\n')
      .verify(key, signatures[0] ?? '', 'base64'),
  );
});

test('EDS-3 basics: only keys that fit the filters are used', async () => {
  await using agent = await agentWith('signing', { roots: [keys.ca] });
  await using other = await agentWith('otherCa', { roots: [keys.ca] });
  using site = await connect(agent.address);
  using elsewhere = await connect(other.address);
  const outcome = async (signerParams: object, at = site) => {
    const answer = (await at.ask(basics({ signerParams }))) as { status: boolean; code?: string; details?: string };
    return answer.status ? 'signed' : `${answer.code} ${answer.details}`;
  };
  const emailProtection = '1.3.6.1.5.5.7.3.4';
  assert.equal(await outcome({ extKeyUsageOids: [emailProtection], iin }), 'signed');
  assert.equal(await outcome({ extKeyUsageOids: [emailProtection, '1.3.6.1.5.5.7.3.2'] }), 'INVOCATION_ERROR noSuitableKey');
  assert.equal(await outcome({ iin: '850505499919' }), 'INVOCATION_ERROR otherPerson');
  assert.equal(await outcome({ bin: '000000000000' }), 'INVOCATION_ERROR otherPerson');
  assert.equal(await outcome({ serialNumber: '1234' }), 'INVOCATION_ERROR noSuitableKey');
  assert.equal(await outcome({ chain: [keys.ca] }), 'signed');
  assert.equal(await outcome({ chain: null }), 'signed');
  assert.equal(await outcome({ chain: null }, elsewhere), 'INVOCATION_ERROR otherAuthority');
  assert.equal(await outcome({ chain: [keys.ca] }, elsewhere), 'INVOCATION_ERROR otherAuthority');
  assert.equal(await outcome({ chain: [] }, elsewhere), 'signed');
});

test('EDS-1 each reason why nothing is signed has its own answer', async () => {
  const details = async (sort: KeySort, changes: Partial<AgentSettings> = {}, params: object = {}) => {
    await using agent = await agentWith(sort, changes);
    using site = await connect(agent.address);
    const answer = (await site.ask(basics({ signingParams: { decode: true, ...params } }))) as {
      status: boolean;
      code: string;
      details: string;
    };
    return answer.status ? 'signed' : `${answer.code} ${answer.details}`;
  };
  assert.equal(await details('expired'), 'INVOCATION_ERROR expired');
  assert.equal(await details('expired', {}, { allowExpired: 'true' }), 'signed');
  assert.equal(await details('early'), 'INVOCATION_ERROR notYetValid');
  assert.equal(
    await details('signing', { auto: { file: keys.file('signing'), password: 'x' } }),
    'INVOCATION_ERROR wrongPassword',
  );
  assert.equal(await details('signing', { auto: { file: import.meta.filename, password: 'x' } }), 'INVOCATION_ERROR notKeyFile');
  assert.equal(await details('signing', { tsa: undefined }, { tsaProfile: {} }), 'SIGNING_FAILURE timestampUnavailable');
});

test('EDS-3 basics: requests that make no sense are refused in the codes of the protocol', async () => {
  await using agent = await agentWith('signing');
  using site = await connect(agent.address);
  const code = async (request: object) => ((await site.ask(request)) as { code: string }).code;
  assert.equal(await code(basics({ signingParams: 555 })), 'INVOCATION_ERROR');
  assert.equal(await code({ ...basics({}), method: 'generateCsr' }), 'INVOCATION_ERROR');
  assert.equal(await code(basics({ allowedStorages: ['AKKaztokenStore'] })), 'INVOCATION_ERROR');
  assert.equal(await code(basics({ format: 'xml', data: '<a/>' })), 'INVALID_SIGNING_PARAMS');
  assert.equal(await code(basics({ data: 'no base64!' })), 'INVALID_SIGNING_PARAMS');
  assert.equal(await code(basics({ signingParams: { decode: true, digested: true } })), 'INVALID_SIGNING_PARAMS');
});

test('EDS-3 commonUtils signs, echoes the uuid and answers in its own shapes', async () => {
  await using agent = await agentWith('signing');
  await using signIn = await agentWith('authentication');
  using site = await connect(agent.address);
  using other = await connect(signIn.address);
  const cms = async (request: object) => {
    const answer = (await site.ask(request)) as { code: string; responseObject: string };
    assert.equal(answer.code, '200', JSON.stringify(answer));
    return Buffer.from(answer.responseObject, 'base64');
  };
  assert.deepEqual(await site.ask({ ...commonUtils('getActiveTokens'), uuid: 'u-1' }), {
    responseObject: [],
    code: '200',
    uuid: 'u-1',
  });
  assert.equal(verified(await cms(commonUtils('createCAdESFromBase64', 'PKCS12', 'SIGNATURE', 'MTEK', true))), '11\n');
  assert.equal(verified(await cms(commonUtils('createCAdESFromBase64', 'PKCS12', 'ANY', 'MTEK', false)), '11\n'), '11\n');
  const hash = createHash('sha256').update('11\n').digest('base64');
  assert.equal(verified(await cms(commonUtils('createCAdESFromBase64Hash', 'PKCS12', 'SIGNATURE', hash)), '11\n'), '11\n');
  const stamped = await cms(commonUtils('createCMSSignatureFromBase64', 'PKCS12', 'SIGNATURE', 'MTEK', true));
  assert.ok(stamped.includes(Buffer.from('060b2a864886f70d010910020e', 'hex')));
  // Written in BER by a program that does not know its lengths beforehand.
  const [file, list, ber] = ['content', 'ca.pem', 'ber.cms'].map((name) => join(folder, name)) as [string, string, string];
  const [pem, chosen] = [join(folder, 'key.pem'), keys.file('signing')];
  writeFileSync(file, '11\n');
  writeFileSync(list, keys.ca);
  execFileSync('openssl', ['pkcs12', '-in', chosen, '-nodes', '-out', pem, '-passin', `pass:${keyPassword}`]);
  execFileSync('openssl', [
    'cms',
    '-sign',
    '-nodetach',
    '-stream',
    '-binary',
    '-cades',
    '-signer',
    pem,
    '-in',
    file,
    '-outform',
    'DER',
    '-out',
    ber,
  ]);
  const added = await cms(commonUtils('applyCAdEST', 'PKCS12', 'SIGNATURE', readFileSync(ber).toString('base64')));
  assert.equal(verified(added), '11\n');
  assert.ok(added.includes(Buffer.from('060b2a864886f70d010910020e', 'hex')));
  assert.deepEqual(await site.ask(commonUtils('applyCAdEST', 'PKCS12', 'SIGNATURE', 'MTEK')), {
    code: '500',
    message: 'signingFailed',
  });
  const sign = (...args: unknown[]) => commonUtils('createCAdESFromBase64', ...args);
  assert.deepEqual(await other.ask(sign('PKCS12', 'SIGNATURE', 'MTEK', true)), { code: '500', message: 'noSuitableKey' });
  assert.equal(((await other.ask(sign('PKCS12', 'AUTHENTICATION', 'MTEK', true))) as { code: string }).code, '200');
  assert.deepEqual(await site.ask(sign('', 'SIGNATURE', 'MTEK', true)), { code: '500', message: 'storageName.param.empty' });
  assert.deepEqual(await site.ask(sign('X', 'SIGNATURE', 'MTEK', true)), { code: '500', message: 'storage.unknown' });
  assert.deepEqual(await site.ask(sign('JKS', 'SIGNATURE', 'MTEK', true)), { code: '500', message: 'storage.empty' });
  assert.match(
    ((await site.ask(sign('PKCS12', 7, 'MTEK'))) as { message: string }).message,
    /argument type mismatch\. Method: createCAdESFromBase64$/,
  );
  assert.deepEqual(await site.ask(commonUtils('changeLocale', 'kz')), { code: '200' });
  const info = (await site.ask(commonUtils('getKeyInfo', 'PKCS12'))) as { responseObject: Record<string, string> };
  const certificate = new X509Certificate(info.responseObject['pem'] ?? '');
  assert.equal(Number(info.responseObject['certNotAfter']), certificate.validToDate.getTime());
  assert.equal(info.responseObject['subjectCn'], 'СЫНАҚОВ СЫНАҚ');
});

test('EDS-3 a heartbeat is answered while the person decides, and a flood of requests closes the socket', async () => {
  await using agent = await agentWith('signing', { auto: undefined });
  using site = await connect(agent.address);
  site.socket.send(JSON.stringify(basics({})));
  site.socket.send('--heartbeat--');
  assert.equal(await site.next(), '--heartbeat--');
  const closed = new Promise((resolve) => site.socket.on('close', resolve));
  for (let sent = 0; sent < 20; sent += 1) site.socket.send(JSON.stringify(basics({})));
  assert.equal(await closed, 1008);
});

test('EDS-3 a site that is not listed, a foreign name for this computer and a frame that is too long are refused', async () => {
  await using agent = await agentWith('signing', { origins: ['https://egov.example'], longestMessage: 1000 });
  using site = await connect(agent.address, { origin: 'https://egov.example' });
  assert.equal(((await site.ask(basics({}))) as Signed).status, true);
  await assert.rejects(connect(agent.address, { origin: 'https://evil.example' }), /403/);
  await assert.rejects(connect(agent.address), /403/);
  await assert.rejects(
    connect(agent.address, { origin: 'https://egov.example', headers: { host: 'rebound.example:13579' } }),
    /403/,
  );
  const closed = new Promise((resolve) => site.socket.on('close', resolve));
  site.socket.send('x'.repeat(2000));
  assert.equal(await closed, 1009);
});

interface NcaLayerClient {
  connect(): Promise<string>;
  getActiveTokens(): Promise<string[]>;
  getKeyInfo(storage: string): Promise<Record<string, string>>;
  basicsSignCMS(storages: unknown, data: unknown, signing: unknown, signer: unknown): Promise<string | string[]>;
  createCAdESFromBase64(storage: string, data: string, keyType?: string, attach?: boolean): Promise<string>;
  changeLocale(locale: string): Promise<unknown>;
}

/** The client that sites use, unchanged, over `wss` with the agent's own CA. */
function sitesClient(address: string, ca: string): { client: NcaLayerClient; constants: Record<string, unknown> } {
  const { WebSocket: given } = globalThis;
  const trusting = class extends WebSocket {
    constructor(url: string) {
      super(url, { ca });
    }
  };
  Object.assign(globalThis, { WebSocket: trusting });
  const require = createRequire(import.meta.url);
  const path = require.resolve('ncalayer-js-client');
  delete require.cache[path];
  const { NCALayerClient } = require(path) as {
    NCALayerClient: (new (url: string, kaztoken: boolean) => NcaLayerClient) & Record<string, unknown>;
  };
  Object.assign(globalThis, { WebSocket: given });
  return { client: new NCALayerClient(address, false), constants: NCALayerClient };
}

test('EDS-3 npm’s ncalayer-js-client works against the agent unchanged, over wss', async () => {
  await using agent = await agentWith('signing', { tls: true });
  const { client, constants } = sitesClient(agent.address, agent.trust?.ca ?? '');
  assert.equal(await client.connect(), '1.4');
  assert.deepEqual(await client.getActiveTokens(), []);
  const {
    basicsStorageAll,
    basicsStorageHardware,
    basicsCMSParamsAttached,
    basicsCMSParamsDetached,
    basicsSignerSignPerson,
    basicsSignerTestAny,
    basicsSignerAuthAny,
  } = constants;
  const attached = await client.basicsSignCMS(basicsStorageAll, 'MTEK', basicsCMSParamsAttached, basicsSignerSignPerson);
  assert.equal(verified(String(attached)), '11\n');
  const several = await client.basicsSignCMS(basicsStorageAll, ['MTEK', 'MTIK'], basicsCMSParamsDetached, basicsSignerTestAny);
  assert.equal(verified(several[1] ?? '', '12\n'), '12\n');
  await assert.rejects(
    client.basicsSignCMS(basicsStorageHardware, 'MTEK', basicsCMSParamsAttached, basicsSignerTestAny),
    /storage\.empty/,
  );
  await assert.rejects(
    client.basicsSignCMS(basicsStorageAll, 'MTEK', basicsCMSParamsAttached, basicsSignerAuthAny),
    /noSuitableKey/,
  );
  assert.equal(verified(Buffer.from(await client.createCAdESFromBase64('PKCS12', 'MTEK', 'SIGNATURE', true), 'base64')), '11\n');
  assert.equal((await client.getKeyInfo('PKCS12'))['subjectCn'], 'СЫНАҚОВ СЫНАҚ');
  await client.changeLocale('ru');
});
