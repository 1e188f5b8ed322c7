import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { oids } from '../der/oids.ts';
import { enumerated, explicit, implicit, integer, nullValue, sequence } from '../der/writer.ts';
import { statusByLists, validateChain } from '../path/chain.ts';
import { at, ca, general, make, makeList, nameOf, trusting, usage } from '../path/testing.ts';
import type { Extension, Holder, ListMaking } from '../path/testing.ts';
import { readCrl } from './crl.ts';
import type { Crl } from './crl.ts';

const root = make('Root', { extensions: [ca(), usage(5, 6)] });
const leaf = make('Leaf', { issuer: root });
const { serial } = leaf.certificate;

const number = (n: number): Extension => ({ id: oids.crlNumber, value: integer(n) });
const deltaOf = (n: number): Extension => ({ id: oids.deltaCrlIndicator, critical: true, value: integer(n) });
const reason = (n: number): Extension => ({ id: oids.reasonCode, value: enumerated(n) });
const odd: Extension = { id: '1.2.3.4', critical: true, value: nullValue() };
/** IssuingDistributionPoint with one flag: 1 users only, 2 authorities only, 4 indirect. */
const scope = (flag: number): Extension => ({
  id: oids.issuingDistributionPoint,
  critical: true,
  value: sequence(implicit(flag, Uint8Array.of(0xff))),
});

function read(bytes: Uint8Array): Crl {
  const crl = readCrl(bytes);
  assert.ok(crl.ok, crl.ok ? '' : JSON.stringify(crl.fault));
  return crl.value;
}

const list = (making?: ListMaking, issuer = root) => read(makeList(issuer, making));

function judge(crls: Crl[], more: { target?: Holder; between?: Holder[] } = {}): string {
  const { target = leaf, between = [] } = more;
  const untrusted = between.map(({ certificate }) => certificate);
  const verdict = validateChain({ certificate: target.certificate, trust: trusting(root), untrusted, crls, at });
  return verdict.valid ? 'valid' : `${verdict.fault.code} ${verdict.fault.detail?.split(' ')[0] ?? ''}`;
}

test('EDS-VER a current list of the issuer decides; without one the status is open', () => {
  assert.equal(judge([list()]), 'valid');
  assert.equal(judge([list({ entries: [{ serial }] })]), 'revoked unspecified');
  assert.equal(judge([list({ entries: [{ serial, extensions: [reason(6)] }] })]), 'revoked certificateHold');
  assert.equal(judge([list({ version: 1, entries: [{ serial }] })]), 'revoked unspecified');
  assert.equal(judge([]), 'revocationUndetermined noList');
  assert.equal(judge([list({ until: -0.5 })]), 'revocationUndetermined notCurrent');
  assert.equal(judge([list({ from: 0.5 })]), 'revocationUndetermined notCurrent');
  assert.equal(judge([list({ until: undefined })]), 'revocationUndetermined notCurrent');
  assert.equal(
    judge([list({ entries: [{ serial: '00ff' }, { serial }, { serial, extensions: [reason(8)] }] })]),
    'revoked unspecified',
  );
});

test('EDS-VER a list of another scope, by another key or with critical extensions that are not known does not decide', () => {
  const impostor = make('Root', { extensions: [ca(), usage(5, 6)], keyOf: make('Impostor') });
  assert.equal(judge([list({}, impostor)], { between: [impostor] }), 'revocationUndetermined notAuthorised');
  assert.equal(judge([list({ name: nameOf([oids.commonName, 'Other']) })]), 'revocationUndetermined noList');
  assert.equal(judge([list({ extensions: [odd] })]), 'revocationUndetermined notUnderstood');
  assert.equal(judge([list({ entries: [{ serial: '09', extensions: [odd] }] })]), 'revocationUndetermined notUnderstood');
  assert.equal(judge([list({ extensions: [scope(2)] })]), 'revocationUndetermined otherScope');
  assert.equal(judge([list({ extensions: [scope(1)] })]), 'valid');
});

test('EDS-VER the newest list decides, a delta list continues it, and what is released is good again', () => {
  const old = list({ from: -5, entries: [{ serial, extensions: [reason(6)] }], extensions: [number(1)] });
  const released = list({ from: -1, extensions: [number(2)] });
  assert.equal(judge([old, released]), 'valid');
  assert.equal(judge([released, old]), 'valid');
  const delta = (base: number, entries: ListMaking['entries'] = []) => list({ entries, extensions: [number(9), deltaOf(base)] });
  assert.equal(judge([released, delta(2, [{ serial }])]), 'revoked unspecified');
  assert.equal(judge([old, delta(1, [{ serial, extensions: [reason(8)] }])]), 'valid');
  assert.equal(judge([old, delta(2, [{ serial, extensions: [reason(8)] }])]), 'revoked certificateHold');
  assert.equal(judge([delta(2)]), 'revocationUndetermined noList');
});

test('EDS-VER an indirect list is taken only where the certificate names its issuer', () => {
  const listIssuer = make('List issuer', { issuer: root, extensions: [usage(6)] });
  const indirect = list({ extensions: [scope(4)] }, listIssuer);
  const points = sequence(sequence(explicit(2, general.directory(listIssuer.name))));
  const named = make('Named', { issuer: root, extensions: [{ id: oids.crlDistributionPoints, value: points }] });
  const between = [listIssuer];
  assert.equal(judge([indirect, list()], { target: named, between }), 'valid');
  assert.equal(judge([indirect], { target: leaf, between }), 'revocationUndetermined noList');
  const certificateIssuer = { id: oids.certificateIssuer, critical: true, value: sequence(general.directory(root.name)) };
  const revoking = list(
    { extensions: [scope(4)], entries: [{ serial: named.certificate.serial, extensions: [certificateIssuer] }] },
    listIssuer,
  );
  assert.equal(judge([revoking, list()], { target: named, between }), 'revoked unspecified');
  const withdrawn = list({ entries: [{ serial: listIssuer.certificate.serial }] });
  assert.match(judge([revoking, withdrawn], { target: named, between }), /^valid$/);
});

test('EDS-VER authorities of lists that vouch for each other only vouch for nothing', () => {
  const [a, b] = ['A', 'B'].map((name) => make(name, { issuer: root, extensions: [ca(), usage(5)] })) as [Holder, Holder];
  // Keys for lists of A and B, each certified by the other authority, whose own list that key signs.
  const keyOfA = make('A', { issuer: b, keyOf: make('list key A'), name: a.name, extensions: [usage(6)] });
  const keyOfB = make('B', { issuer: a, keyOf: make('list key B'), name: b.name, extensions: [usage(6)] });
  const target = make('Target', { issuer: a });
  const between = [a, b, keyOfA, keyOfB];
  assert.equal(judge([list(), list({}, keyOfA), list({}, keyOfB)], { target, between }), 'valid');
  const spoiled = [list(), list({}, keyOfA), list({ entries: [{ serial: keyOfA.certificate.serial }] }, keyOfB)];
  assert.equal(judge(spoiled, { target, between }), 'revocationUndetermined notAuthorised');
});

test('SEC-14 a list with any bit turned is unreadable or not used', () => {
  const bytes = makeList(root, { entries: [{ serial: '09' }], extensions: [number(3)] });
  const property = fc.property(fc.nat(bytes.length * 8 - 1), (bit) => {
    const turned = Uint8Array.from(bytes);
    turned[bit >> 3] = (turned[bit >> 3] as number) ^ (1 << (bit & 7));
    const crl = readCrl(turned);
    if (crl.ok) assert.match(judge([crl.value]), /^revocationUndetermined/);
  });
  fc.assert(property, { numRuns: 500 });
});

test('EDS-VER lists of today are asked about a chain of yesterday, and the entry is told as evidence', () => {
  const verdict = validateChain({ certificate: leaf.certificate, trust: trusting(root), at });
  assert.ok(verdict.valid);
  const today = new Date(at.getTime() + 30 * 86_400_000);
  const crls = [list({ from: 29, until: 31, entries: [{ serial, revoked: 20, extensions: [reason(1)] }] })];
  const status = statusByLists({ chain: verdict, position: 0, crls, at: today, trust: trusting(root) });
  assert.ok(status.status === 'revoked');
  assert.equal(status.entry.reason, 'keyCompromise');
  assert.equal(status.entry.revokedAt.getTime(), at.getTime() + 20 * 86_400_000);
});

test('SEC-14 lists that break the rules of their version or hold reasons that do not exist are unreadable', () => {
  assert.equal(readCrl(makeList(root, { version: 1, extensions: [number(1)] })).ok, false);
  assert.equal(readCrl(makeList(root, { version: 1, entries: [{ serial, extensions: [reason(1)] }] })).ok, false);
  assert.equal(readCrl(makeList(root, { entries: [{ serial, extensions: [reason(7)] }] })).ok, false);
  assert.equal(readCrl(makeList(root, { extensions: [number(1), number(1)] })).ok, false);
  assert.equal(readCrl(makeList(root, { extensions: [number(-1)] })).ok, false);
});
