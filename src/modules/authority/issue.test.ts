import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { inTransaction } from '#kit/db';
import { bodies, cast } from '../../../seed/cast.ts';
import { parseBin, parseIin } from '#subjects';
import type { Bin, Iin } from '#subjects';
import { firstBrokenEntry } from './check-log.ts';
import { issue } from './issue.ts';
import { issueForPerson } from './issue-for.ts';
import { certificateOfSerial, certificatesOfPerson } from './look-up.ts';
import { revoke } from './revoke.ts';
import { provenByHolding } from './rules/possession.ts';
import type { PersonSubject, SystemSubject } from './rules/subject.ts';
import { openSsl } from './testing-openssl.ts';
import { testAuthority } from './testing.ts';
import type { TestAuthority } from './testing.ts';

let ca: TestAuthority;
before(async () => {
  ca = await testAuthority();
});
after(() => ca[Symbol.asyncDispose]());

const aigerim: PersonSubject = { kind: 'person', iin: parseIin(cast.aigerim.iin) as Iin, name: cast.aigerim };
const gateway: SystemSubject = {
  kind: 'system',
  name: 'Gateway',
  organisation: { bin: parseBin(bodies.employment.bin) as Bin, name: bodies.employment.name.kk },
};
const newKey = () => provenByHolding(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
const newRsaKey = (bits = 2048) => provenByHolding(generateKeyPairSync('rsa', { modulusLength: bits }).privateKey);

test('REL-6 where the last write of an issuance fails, the certificate is on record, answered by OCSP and revocable', async () => {
  const { db } = ca.authority;
  await sql`create function public.refuse() returns trigger language plpgsql as $$ begin raise exception 'disk on fire'; end $$`.execute(
    db,
  );
  await sql`create trigger refuse before update of certificate on authority.certificate execute function public.refuse()`.execute(
    db,
  );
  const key = newKey();
  await assert.rejects(issue(ca.authority, { profile: 'systemSeal', subject: gateway, key }), /disk on fire/);
  await sql`drop trigger refuse on authority.certificate`.execute(db);
  const { rows } = await sql<{ serial: string }>`select serial from authority.certificate where certificate is null`.execute(db);
  const serial = rows[0]?.serial ?? '';
  await using other = await openSsl();
  await other.certificates('issuing.pem', ca.issuing.der);
  await other.certificates('root.pem', ca.root.der);
  const ask = async () =>
    (
      await other.run(
        'ocsp',
        '-issuer',
        'issuing.pem',
        '-serial',
        `0x${serial}`,
        '-url',
        `${ca.address}/ocsp`,
        '-CAfile',
        'root.pem',
      )
    ).text;
  assert.match(await ask(), /: good/);
  const done = await inTransaction(db, (tx) =>
    revoke(tx, { serial, reason: 'cessationOfOperation', now: ca.authority.clock.now() }),
  );
  assert.equal(done, 'done');
  assert.match(await ask(), /: revoked/);
});

test('NCA-7 what is about to be signed is committed and in the log before it is signed', async () => {
  const { db, issuer } = ca.authority;
  let seen = 0;
  const watching = {
    ...ca.authority,
    issuer: {
      ...issuer,
      signLinted: async (linted: Parameters<typeof issuer.signLinted>[0]) => {
        const { rows } = await sql`select 1 from authority.certificate where tbs = ${linted.tbs} and certificate is null`.execute(
          db,
        );
        seen = rows.length;
        return issuer.signLinted(linted);
      },
    },
  };
  const issued = await issue(watching, { profile: 'systemSeal', subject: gateway, key: newKey() });
  assert.equal(issued.ok, true);
  assert.equal(seen, 1);
});

test('NCA-7 the log is append-only, and a change made past its guard is found', async () => {
  const { db } = ca.authority;
  await issue(ca.authority, { profile: 'systemSeal', subject: gateway, key: newKey() });
  assert.equal(await firstBrokenEntry(db), undefined);
  await assert.rejects(sql`update authority.log set hash = '' where seq = 2`.execute(db), /append-only/);
  await assert.rejects(sql`delete from authority.certificate`.execute(db), /append-only/);
  await sql`alter table authority.log disable trigger append_only`.execute(db);
  await sql`update authority.log set record = record || '{"serial":"00"}' where seq = 3`.execute(db);
  assert.equal(await firstBrokenEntry(db), 3);
  await sql`update authority.log set record = record - 'serial' where seq = 3`.execute(db);
  await sql`delete from authority.log where seq = 5`.execute(db);
  assert.notEqual(await firstBrokenEntry(db), undefined);
});

test('NCA-7 a certificate is found by its serial number and by the IIN', async () => {
  const { signing } = await ca.person({ iin: cast.svetlana.iin, name: cast.svetlana });
  const found = await certificateOfSerial(ca.authority.db, signing.serial.toUpperCase());
  assert.deepEqual(found?.certificate && new Uint8Array(found.certificate), new Uint8Array(signing.certificate.der));
  const all = await certificatesOfPerson(ca.authority.db, parseIin(cast.svetlana.iin) as Iin);
  assert.deepEqual(all.map((one) => one.profile).sort(), ['personAuthentication', 'personSigning']);
  assert.equal(await certificateOfSerial(ca.authority.db, 'ff'), undefined);
});

test('NCA-1 the serial number is the key identifier with its top bit cleared, and another one where the key is certified again', async () => {
  const key = newKey();
  const first = await issue(ca.authority, { profile: 'systemSeal', subject: gateway, key });
  const again = await issue(ca.authority, { profile: 'systemSeal', subject: gateway, key });
  assert.ok(first.ok && again.ok);
  const expected = Uint8Array.from(key.identifier);
  expected[0] = (expected[0] as number) & 0x7f;
  assert.equal(first.serial.padStart(40, '0'), Buffer.from(expected).toString('hex'));
  assert.notEqual(again.serial, first.serial);
});

test('NCA-1 of two requests for one key at the same moment one is refused', async () => {
  const request = { profile: 'systemSeal', subject: gateway, key: newKey() } as const;
  const results = await Promise.all([issue(ca.authority, request), issue(ca.authority, request)]);
  const refused = results.filter((result) => !result.ok);
  assert.ok(refused.length <= 1);
  assert.equal(new Set(results.flatMap((result) => (result.ok ? [result.serial] : []))).size, 2 - refused.length);
});

test('NCA-1 one key does not sign in and sign, nor serve two holders', async () => {
  const key = newRsaKey();
  const both = await issueForPerson(ca.authority, { subject: aigerim, keys: { authentication: key, signing: key } });
  assert.deepEqual(both, { ok: false, faults: ['keyOfAnother'] });
  const [withdrawn] = await certificatesOfPerson(ca.authority.db, aigerim.iin);
  assert.equal(withdrawn?.standing.state, 'revoked');
  const stranger = { ...aigerim, iin: parseIin(cast.marat.iin) as Iin };
  const stolen = await issue(ca.authority, { profile: 'personAuthentication', subject: stranger, key });
  assert.deepEqual(stolen, { ok: false, faults: ['keyOfAnother'] });
});

test('NCA-7 a key that was reported stolen is never certified again', async () => {
  const key = newKey();
  const request = { profile: 'systemSeal', subject: gateway, key } as const;
  const issued = await issue(ca.authority, request);
  assert.ok(issued.ok);
  const { db, clock } = ca.authority;
  await inTransaction(db, (tx) => revoke(tx, { serial: issued.serial, reason: 'keyCompromise', now: clock.now() }));
  assert.deepEqual(await issue(ca.authority, request), { ok: false, faults: ['keyCompromised'] });
});

test('NCA-7 weak keys, wrong kinds and names that cannot be read are refused with their faults', async () => {
  const faultsOf = async (request: Parameters<typeof issue>[1]) => {
    const result = await issue(ca.authority, request);
    return result.ok ? [] : result.faults;
  };
  const profile = 'personSigning';
  assert.deepEqual(await faultsOf({ profile, subject: aigerim, key: newRsaKey(1024) }), ['key.kind']);
  assert.deepEqual(await faultsOf({ profile: 'systemSeal', subject: gateway, key: newRsaKey() }), ['key.kind']);
  assert.deepEqual(await faultsOf({ profile, subject: gateway, key: newKey() }), ['subjectKind']);
  const email = 'айгерім@example.kz';
  assert.deepEqual(await faultsOf({ profile, subject: { ...aigerim, email }, key: newKey() }), ['email']);
  const surname = 'Сейітова\u202e';
  assert.deepEqual(await faultsOf({ profile, subject: { ...aigerim, name: { surname, name: 'Айгерім' } }, key: newKey() }), [
    'name',
  ]);
});
