import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fixedClock } from '#kit/clock';
import { testDatabase } from '#kit/testing';
import { addressesUnder } from '../rules/addresses.ts';
import { newestOfProfile } from '../store/certificate-store.ts';
import { newestCrl } from '../store/crl-store.ts';
import { openSsl } from '../testing-openssl.ts';
import { holdCeremony, renewRootCrl } from './ceremony.ts';
import { AuthorityError, openAuthority } from './open.ts';
import { setUpAuthority } from './set-up.ts';

const now = new Date('2026-03-02T09:00:00Z');
const day = 86_400_000;
const address = 'http://pki.example.kz';

async function world() {
  const database = await testDatabase(['authority']);
  const dataFolder = await mkdtemp(join(tmpdir(), 'authority-'));
  const clock = fixedClock(now);
  const folder = join(dataFolder, 'authority');
  const { db } = database;
  return {
    db,
    clock,
    dataFolder,
    folder,
    secret: (name: string) => readFile(join(dataFolder, 'secrets', name), 'utf8'),
    setUp: () => setUpAuthority({ db, clock, dataFolder, address, production: false }),
    async [Symbol.asyncDispose]() {
      await rm(dataFolder, { recursive: true });
      await database[Symbol.asyncDispose]();
    },
  };
}

test('NCA-1 the first start makes a root apart and an issuing authority under it, which OpenSSL accepts', async () => {
  await using place = await world();
  const authority = await place.setUp();
  await using other = await openSsl();
  await other.certificates('root.pem', authority.rootCertificate);
  await other.certificates('issuing.pem', authority.issuingCertificate);
  await other.file('root.crl', authority.rootCrl);
  const time = ['-attime', String(now.getTime() / 1000)];
  const verify = [
    'verify',
    '-x509_strict',
    '-check_ss_sig',
    ...time,
    '-crl_check',
    '-CRLfile',
    'root.crl',
    '-CAfile',
    'root.pem',
  ];
  const { ok, text } = await other.run(...verify, 'issuing.pem');
  assert.ok(ok, text);
  assert.deepEqual((await readdir(join(place.folder, 'root'))).sort(), ['crl-number', 'key.pem']);
});

test('SEC-12 every installation makes its own secrets, keys are encrypted and nobody else may read them', async () => {
  await using one = await world();
  await using another = await world();
  await Promise.all([one.setUp(), another.setUp()]);
  for (const name of ['root-passphrase', 'authority-passphrase']) {
    assert.notEqual(await one.secret(name), await another.secret(name));
    assert.equal((await stat(join(one.dataFolder, 'secrets', name))).mode & 0o077, 0);
  }
  for (const name of ['root/key.pem', 'issuing.key.pem', 'ocsp.key.pem', 'time-stamping.key.pem']) {
    assert.match(await readFile(join(one.folder, name), 'utf8'), /^-----BEGIN ENCRYPTED PRIVATE KEY-----/);
    assert.equal((await stat(join(one.folder, name))).mode & 0o077, 0);
  }
});

test('SEC-12 production refuses keys that were made for trying out, and a root that lies beside the server', async () => {
  await using place = await world();
  await place.setUp();
  const passphrase = await place.secret('authority-passphrase');
  const production = () => setUpAuthority({ ...place, address, passphrase, production: true });
  await assert.rejects(
    production,
    (error: Error) => error instanceof AuthorityError && /made for trying out/.test(error.message),
  );
  await writeFile(join(place.folder, 'ceremony.json'), JSON.stringify({ automatic: false }));
  await assert.rejects(production, /root's key lies beside the server/);
  await rename(join(place.folder, 'root'), join(place.dataFolder, 'safe'));
  assert.ok(await production());
  await assert.rejects(setUpAuthority({ ...place, address, production: true }), /passphrase of the authority has to be set/);
});

test('NCA-1 the server never needs the root: without its files everything goes on', async () => {
  await using place = await world();
  await place.setUp();
  await rm(join(place.folder, 'root'), { recursive: true });
  assert.ok(await place.setUp());
});

test('NCA-1 a second start changes nothing, and several at once make one authority', async () => {
  await using place = await world();
  const started = await Promise.all([place.setUp(), place.setUp(), place.setUp()]);
  const again = await place.setUp();
  assert.equal(new Set([...started, again].map((one) => Buffer.from(one.issuingCertificate).toString('hex'))).size, 1);
  const responders = await Promise.all([...started, again].map(async (one) => (await one.services(now)).ocsp.certificates));
  assert.equal(new Set(responders.map((one) => Buffer.from(one).toString('hex'))).size, 1);
  assert.deepEqual(await readdir(place.dataFolder), ['authority', 'secrets']);
});

test('NCA-4 certificates of the services are renewed with their keys before they end', async () => {
  await using place = await world();
  const authority = await place.setUp();
  const first = await newestOfProfile(place.db, 'ocspResponder');
  assert.equal(await authority.services(place.clock.now()), await authority.services(place.clock.now()));
  place.clock.advance(340 * day);
  const before = await authority.services(now);
  const renewed = await authority.services(place.clock.now());
  assert.notDeepEqual(renewed.ocsp.certificates, before.ocsp.certificates);
  const newest = await newestOfProfile(place.db, 'ocspResponder');
  assert.notEqual(newest?.serial, first?.serial);
  assert.equal(await authority.services(place.clock.now()), renewed);
});

test('NCA-3 after a standstill the lists are made at the start', async () => {
  await using place = await world();
  await place.setUp();
  place.clock.advance(3 * day);
  await place.setUp();
  const newest = await newestCrl(place.db, 'issuing', 'full');
  assert.equal(newest?.number, 2);
  assert.ok(newest.next_update > place.clock.now());
});

test('NCA-4 the root publishes its next list in a ceremony of its own', async () => {
  await using place = await world();
  await place.setUp();
  const rootPassphrase = await place.secret('root-passphrase');
  await renewRootCrl({ folder: place.folder, rootPassphrase, now: new Date(now.getTime() + 200 * day) });
  await using other = await openSsl();
  const read = await other.run(
    'crl',
    '-in',
    join(place.folder, 'root.crl'),
    '-inform',
    'DER',
    '-noout',
    '-crlnumber',
    '-lastupdate',
  );
  assert.match(read.text, /crlNumber=0x0?2[\s\S]*Sep 18/);
});

test('NCA-4 where the root lies at hand, its list is renewed at a start before it ends', async () => {
  await using place = await world();
  const first = await place.setUp();
  place.clock.advance(100 * day);
  assert.deepEqual((await place.setUp()).rootCrl, first.rootCrl);
  place.clock.advance(100 * day);
  assert.notDeepEqual((await place.setUp()).rootCrl, first.rootCrl);
});

test('NCA-7 a database that lost the records, or holds those of another authority, is refused', async () => {
  await using place = await world();
  await place.setUp();
  await using empty = await testDatabase(['authority']);
  const passphrase = await place.secret('authority-passphrase');
  const open = { clock: place.clock, address, passphrase, production: false };
  await assert.rejects(openAuthority({ ...open, folder: place.folder, db: empty.db }), /records are gone/);
  const folder = join(place.dataFolder, 'second');
  const ceremony = { folder, passphrase, rootPassphrase: passphrase, addresses: addressesUnder(address), now, automatic: true };
  assert.equal(await holdCeremony(ceremony), true);
  assert.equal(await holdCeremony(ceremony), false);
  await assert.rejects(openAuthority({ ...open, folder, db: place.db }), /records of another authority/);
});

test('SEC-12 a wrong passphrase is said without saying it', async () => {
  await using place = await world();
  await place.setUp();
  const wrong = 'a passphrase that is wrong';
  const opened = setUpAuthority({ ...place, address, production: false, passphrase: wrong });
  await assert.rejects(opened, (error: Error) => /does not open/.test(error.message) && !error.message.includes(wrong));
});
