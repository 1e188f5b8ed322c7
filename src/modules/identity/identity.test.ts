import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { newToken } from '#kit/ids';
import { cast } from '#seed';
import { confirmRegistration, resendConfirmation } from './confirm-registration.ts';
import { attemptLimits } from './limits.ts';
import { beginRegistrationWithEds, identifyByEds, lookUpPerson, register } from './register.ts';
import { readActor, signOut, signOutEverywhere } from './sessions.ts';
import { signInWithEds } from './sign-in-with-eds.ts';
import { signInWithPassword } from './sign-in-with-password.ts';
import { findAccountByIin } from './store.ts';
import { browser, iinOf, newestLink, testEntrance } from './testing.ts';
import type { TestEntrance } from './testing.ts';
import { passwordFault } from './rules/password.ts';

const password = 'Kokpekti-7-tau';
const { aigerim, nurlan } = cast;
const iin = iinOf(aigerim);
const known = { iin, documentNumber: aigerim.documentNumber, birthDate: aigerim.birthDate, address: '127.0.0.1' };

async function registered(entrance: TestEntrance): Promise<void> {
  const found = await lookUpPerson(entrance.services, known);
  assert.equal(found.kind, 'found');
  const token = found.kind === 'found' ? found.token : '';
  const outcome = await register(entrance.services, token, { email: aigerim.email, password, locale: 'kk' });
  assert.equal(outcome.kind, 'sent');
}

async function confirmed(entrance: TestEntrance): Promise<void> {
  await registered(entrance);
  assert.equal(await confirmRegistration(entrance.services, await newestLink(entrance)), 'confirmed');
}

function signIn(entrance: TestEntrance, word = password) {
  return signInWithPassword(entrance.services, { site: 'portal', iin, password: word, browser });
}

test('REG-2 REG-5 AUTH-1 GEN-2 a temporary account is made of what the registry confirms, and opens with the link of the letter', async () => {
  await using entrance = await testEntrance();
  await registered(entrance);
  assert.equal((await signIn(entrance)).kind, 'unconfirmed');
  assert.equal(await confirmRegistration(entrance.services, await newestLink(entrance)), 'confirmed');
  assert.equal((await signIn(entrance)).kind, 'signedIn');
  const account = await findAccountByIin(entrance.world.db, iin);
  assert.deepEqual(
    [account?.level, account?.name.surname, account?.birthDate],
    ['temporary', aigerim.surname, aigerim.birthDate],
  );
});

test('REG-2 SEC-4 a wrong document, a wrong birth date and an unknown IIN get one and the same answer', async () => {
  await using entrance = await testEntrance();
  const wrong = [
    { ...known, documentNumber: '049900999' },
    { ...known, birthDate: '1990-01-01' },
    { ...known, iin: iinOf(nurlan) },
  ];
  for (const entered of wrong) assert.deepEqual(await lookUpPerson(entrance.services, entered), { kind: 'mismatch' });
});

test('REG-2 looking people up is limited for one IIN, also when it is done in parallel', async () => {
  await using entrance = await testEntrance();
  const tries = Array.from({ length: attemptLimits.lookUp.perSubject + 5 }, () =>
    lookUpPerson(entrance.services, { ...known, documentNumber: '049900999' }),
  );
  const outcomes = (await Promise.all(tries)).map(({ kind }) => kind);
  assert.equal(outcomes.filter((kind) => kind === 'mismatch').length, attemptLimits.lookUp.perSubject);
  assert.equal(outcomes.filter((kind) => kind === 'tooMany').length, 5);
  entrance.clock.advance(61 * 60_000);
  assert.equal((await lookUpPerson(entrance.services, known)).kind, 'found');
});

test('REG-2 REL-3 a registry that does not answer is said so, and nothing is made', async () => {
  await using entrance = await testEntrance();
  entrance.registryIsDown(true);
  assert.deepEqual(await lookUpPerson(entrance.services, known), { kind: 'unavailable', since: entrance.clock.now() });
  entrance.registryIsDown(false);
  assert.equal((await lookUpPerson(entrance.services, known)).kind, 'found');
});

test('REG-5 SEC-3 the link works once and expires, and a new one kills the old', async () => {
  await using entrance = await testEntrance();
  await registered(entrance);
  const first = await newestLink(entrance);
  const account = await findAccountByIin(entrance.world.db, iin);
  await resendConfirmation(entrance.services, account?.id ?? '');
  const second = await newestLink(entrance);
  assert.equal(await confirmRegistration(entrance.services, first), 'stale');
  const both = await Promise.all([
    confirmRegistration(entrance.services, second),
    confirmRegistration(entrance.services, second),
  ]);
  assert.deepEqual(both.sort(), ['already', 'confirmed']);
});

test('REG-5 a link that was not followed in time opens nothing', async () => {
  await using entrance = await testEntrance();
  await registered(entrance);
  entrance.clock.advance(49 * 3_600_000);
  assert.equal(await confirmRegistration(entrance.services, await newestLink(entrance)), 'stale');
  assert.equal((await signIn(entrance)).kind, 'unconfirmed');
});

test('REG-9 an IIN has one account: a second registration is refused, one that was never confirmed gives way', async () => {
  await using entrance = await testEntrance();
  await registered(entrance);
  await confirmed(entrance);
  assert.deepEqual(await lookUpPerson(entrance.services, known), { kind: 'registered' });
  const { rows } = await sql<{ count: number }>`select count(*) as count from identity.account`.execute(entrance.world.db);
  assert.equal(rows[0]?.count, 1);
});

test('REG-3 registration with an ЭЦҚ takes the signing key over a fresh challenge and makes a full account', async () => {
  await using entrance = await testEntrance();
  const { services, ca } = entrance;
  const keys = await ca.person({ iin: nurlan.iin, name: nurlan, email: nurlan.email });
  const token = await beginRegistrationWithEds(services, { email: nurlan.email, password });
  const browserToken = newToken();
  const wrongKey = await entrance.signed(keys.authentication, { purpose: 'register', browserToken });
  assert.deepEqual(await identifyByEds(services, token, wrongKey), { kind: 'refused', failed: 'usage' });
  const outcome = await identifyByEds(
    services,
    token,
    await entrance.signed(keys.signing, { purpose: 'register', browserToken }),
  );
  assert.equal(outcome.kind, 'found');
  assert.equal((await register(services, token, { locale: 'ru' })).kind, 'sent');
  assert.equal(await confirmRegistration(services, await newestLink(entrance)), 'confirmed');
  assert.equal((await findAccountByIin(services.db, iinOf(nurlan)))?.level, 'full');
});

test('AUTH-2 REG-7 an authentication key signs in and makes the account full; a signing key is refused', async () => {
  await using entrance = await testEntrance();
  await confirmed(entrance);
  const { services, ca } = entrance;
  const keys = await ca.person({ iin: aigerim.iin, name: aigerim });
  const browserToken = newToken();
  const signing = await entrance.signed(keys.signing, { purpose: 'sign-in', browserToken });
  assert.deepEqual(await signInWithEds(services, { ...signing, browser }), { kind: 'refused', failed: 'usage' });
  const right = await entrance.signed(keys.authentication, { purpose: 'sign-in', browserToken });
  assert.equal((await signInWithEds(services, { ...right, browser })).kind, 'signedIn');
  assert.equal((await findAccountByIin(services.db, iin))?.level, 'full');
});

test('AUTH-2 a revoked key and a stranger do not sign in', async () => {
  await using entrance = await testEntrance();
  await confirmed(entrance);
  const { services, ca } = entrance;
  const browserToken = newToken();
  const stranger = await ca.person({ iin: nurlan.iin, name: nurlan });
  const unknown = await entrance.signed(stranger.authentication, { purpose: 'sign-in', browserToken });
  assert.equal((await signInWithEds(services, { ...unknown, browser })).kind, 'unknown');
  const keys = await ca.person({ iin: aigerim.iin, name: aigerim });
  await ca.revoke(keys.authentication);
  const revoked = await entrance.signed(keys.authentication, { purpose: 'sign-in', browserToken });
  assert.deepEqual(await signInWithEds(services, { ...revoked, browser }), { kind: 'refused', failed: 'revocation' });
});

test('SEC-5 a challenge serves once, five minutes, one browser, one purpose, and a signed document never signs in', async () => {
  await using entrance = await testEntrance();
  await confirmed(entrance);
  const { services, ca, clock } = entrance;
  const { authentication, signing } = await ca.person({ iin: aigerim.iin, name: aigerim });
  const browserToken = newToken();
  const fresh = () => entrance.signed(authentication, { purpose: 'sign-in', browserToken });
  const once = await fresh();
  const twice = await Promise.all([signInWithEds(services, { ...once, browser }), signInWithEds(services, { ...once, browser })]);
  assert.deepEqual(twice.map(({ kind }) => kind).sort(), ['signedIn', 'stale']);
  assert.equal((await signInWithEds(services, { ...(await fresh()), browserToken: newToken(), browser })).kind, 'stale');
  const late = await fresh();
  clock.advance(5 * 60_000 + 1);
  assert.equal((await signInWithEds(services, { ...late, browser })).kind, 'stale');
  const other = await entrance.signed(signing, { purpose: 'register', browserToken });
  assert.equal((await signInWithEds(services, { ...other, purpose: 'sign-in', browser })).kind, 'stale');
  const document = await entrance.signed(authentication, {
    purpose: 'sign-in',
    browserToken,
    content: Buffer.from('{"request":1}'),
  });
  assert.deepEqual(await signInWithEds(services, { ...document, browser }), { kind: 'refused', failed: 'integrity' });
});

test('AUTH-3 SEC-4 a wrong password and an unknown IIN answer alike; the tenth failure locks and the owner is told once', async () => {
  await using entrance = await testEntrance();
  await confirmed(entrance);
  const { services, clock } = entrance;
  assert.deepEqual(await signIn(entrance, 'Wrong-pass-1'), { kind: 'wrong' });
  const stranger = { site: 'portal', iin: iinOf(nurlan), password, browser } as const;
  assert.deepEqual(await signInWithPassword(services, stranger), { kind: 'wrong' });
  const guesses = Array.from({ length: attemptLimits.signIn.perSubject + 3 }, () => signIn(entrance, 'Wrong-pass-1'));
  const outcomes = (await Promise.all(guesses)).map(({ kind }) => kind);
  assert.ok(outcomes.filter((kind) => kind === 'wrong').length < attemptLimits.signIn.perSubject);
  assert.deepEqual(await signIn(entrance), { kind: 'locked' });
  const told = (await entrance.letters()).filter(({ subject }) => subject.includes('шектелді'));
  assert.ok(told.length >= 1);
  clock.advance((attemptLimits.signIn.minutes + 1) * 60_000);
  assert.equal((await signIn(entrance)).kind, 'signedIn');
});

test('AUTH-3 the owner is told of a sign-in from a new device, not of the first', async () => {
  await using entrance = await testEntrance();
  await confirmed(entrance);
  const { services } = entrance;
  await signIn(entrance);
  const letters = async (): Promise<number> =>
    (await entrance.letters()).filter(({ subject }) => subject.includes('жаңа құрылғы')).length;
  assert.equal(await letters(), 0);
  await signInWithPassword(services, { site: 'portal', iin, password, browser: { ...browser, deviceHash: 'another' } });
  assert.equal(await letters(), 1);
});

test('AUTH-4 SEC-7 a session is a new secret at each sign-in, ends idle, at its end, at sign-out and everywhere', async () => {
  await using entrance = await testEntrance();
  await confirmed(entrance);
  const { services, clock } = entrance;
  const begin = async (): Promise<string> => {
    const outcome = await signIn(entrance);
    return outcome.kind === 'signedIn' ? outcome.token : '';
  };
  const [first, second] = [await begin(), await begin()];
  assert.notEqual(first, second);
  const actor = await readActor(services, 'portal', first);
  assert.equal(actor?.iin, iin);
  assert.ok(actor);
  await signOut(services, actor);
  assert.equal(await readActor(services, 'portal', first), undefined);
  assert.ok(await readActor(services, 'portal', second));
  await signOutEverywhere(services, { site: 'portal', id: actor.id });
  assert.equal(await readActor(services, 'portal', second), undefined);
  const idle = await begin();
  clock.advance(31 * 60_000);
  assert.equal(await readActor(services, 'portal', idle), undefined);
  const { rows } = await sql<{ n: number }>`select count(*) as n from identity.session where token_hash = ${idle}`.execute(
    services.db,
  );
  assert.equal(rows[0]?.n, 0, 'the secret itself is stored nowhere');
});

test('AUTH-6 a portal session gives nothing at the workplace, and portal accounts are no officers', async () => {
  await using entrance = await testEntrance();
  await confirmed(entrance);
  const { services } = entrance;
  const outcome = await signIn(entrance);
  assert.equal(outcome.kind, 'signedIn');
  const token = outcome.kind === 'signedIn' ? outcome.token : '';
  assert.equal(await readActor(services, 'workplace', token), undefined);
  const asOfficer = await signInWithPassword(services, { site: 'workplace', iin, password, browser });
  assert.deepEqual(asOfficer, { kind: 'wrong' });
});

test('REG-6 SEC-7 a password has its length and its kinds of signs, and is not to be guessed', () => {
  const cases = [
    ['Ab1', 'short'],
    [`Ab1${'x'.repeat(130)}`, 'long'],
    ['KOKPEKTI77', 'lower'],
    ['kokpekti77', 'upper'],
    ['Kokpekti-tau', 'digit'],
    ['Password1', 'guessable'],
    ['Qwerty123', 'guessable'],
    ['Seitova890312', 'guessable'],
    [password, undefined],
    ['Kz4h-m9pt-2x6c', undefined],
  ] as const;
  for (const [word, fault] of cases) assert.equal(passwordFault(word, ['890312499015', 'Seitova']), fault, word);
});

test('SEC-7 passwords are stored as argon2id and never as themselves', async () => {
  await using entrance = await testEntrance();
  await registered(entrance);
  const account = await findAccountByIin(entrance.world.db, iin);
  assert.match(account?.passwordHash ?? '', /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});
