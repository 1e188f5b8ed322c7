import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { oids } from '../der/oids.ts';
import { writePem } from '../der/pem.ts';
import { utf8String } from '../der/writer.ts';
import { validateChain } from './chain.ts';
import { altNames, at, ca, constraints, general, make, nameOf, trusting } from './testing.ts';
import type { Extension, Holder } from './testing.ts';

const { dns, email, uri, ip, directory, other } = general;
const org = (...parts: string[]) =>
  nameOf([oids.countryName, 'KZ'], ...parts.map((part) => [oids.organizationName, part] as const));
const smtpUtf8 = '1.3.6.1.5.5.7.8.9';

interface Row {
  about: string;
  permitted?: Uint8Array[];
  excluded?: Uint8Array[];
  names?: Uint8Array[];
  subject?: Uint8Array;
  valid: boolean;
  /** Where OpenSSL 3 sees it otherwise, and why. */
  openssl?: boolean;
}

const rows: Row[] = [
  { about: 'a DNS name below the permitted', permitted: [dns('egov.kz')], names: [dns('www.egov.kz')], valid: true },
  { about: 'the permitted DNS name itself, in capitals', permitted: [dns('egov.kz')], names: [dns('EGOV.KZ')], valid: true },
  { about: 'a DNS name that only ends alike', permitted: [dns('egov.kz')], names: [dns('notegov.kz')], valid: false },
  { about: 'one good and one bad DNS name', permitted: [dns('egov.kz')], names: [dns('a.egov.kz'), dns('b.kz')], valid: false },
  { about: 'a DNS name below the excluded', excluded: [dns('evil.kz')], names: [dns('www.evil.kz')], valid: false },
  {
    about: 'an excluded DNS name with the dot of the root',
    excluded: [dns('evil.kz')],
    names: [dns('evil.kz.')],
    valid: false,
    openssl: true,
  },
  {
    about: 'a wildcard that covers the excluded name',
    excluded: [dns('x.egov.kz')],
    names: [dns('*.egov.kz')],
    valid: false,
    openssl: true,
  },
  { about: 'a wildcard beside the excluded name', excluded: [dns('x.y.egov.kz')], names: [dns('*.egov.kz')], valid: true },
  { about: 'a wildcard within the permitted', permitted: [dns('egov.kz')], names: [dns('*.egov.kz')], valid: true },
  { about: 'a wildcard wider than the permitted', permitted: [dns('x.egov.kz')], names: [dns('*.egov.kz')], valid: false },
  { about: 'everything excluded by the empty DNS name', excluded: [dns('')], names: [dns('egov.kz')], valid: false },
  { about: 'no DNS name at all under a DNS constraint', permitted: [dns('egov.kz')], names: [email('a@b.kz')], valid: true },
  { about: 'two authorities: permitted by each', permitted: [dns('kz'), dns('org')], names: [dns('a.org')], valid: true },
  { about: 'a mailbox of the permitted host', permitted: [email('egov.kz')], names: [email('a@egov.kz')], valid: true },
  { about: 'a mailbox below the permitted host', permitted: [email('egov.kz')], names: [email('a@mail.egov.kz')], valid: false },
  {
    about: 'a mailbox below the permitted domain',
    permitted: [email('.egov.kz')],
    names: [email('a@mail.egov.kz')],
    valid: true,
  },
  {
    about: 'a mailbox at the permitted domain itself',
    permitted: [email('.egov.kz')],
    names: [email('a@egov.kz')],
    valid: false,
  },
  { about: 'the permitted mailbox', permitted: [email('a@egov.kz')], names: [email('a@EGOV.kz')], valid: true },
  { about: 'another mailbox than the permitted', permitted: [email('a@egov.kz')], names: [email('b@egov.kz')], valid: false },
  { about: 'an address without a host', excluded: [email('egov.kz')], names: [email('somebody')], valid: false },
  {
    about: 'an address of two hosts',
    permitted: [email('egov.kz')],
    names: [email('a@evil.kz@egov.kz')],
    valid: false,
    openssl: true,
  },
  {
    about: 'an address in the subject',
    permitted: [email('egov.kz')],
    subject: nameOf([oids.emailAddress, 'a@evil.kz']),
    valid: false,
  },
  {
    about: 'an international address inside',
    permitted: [email('xn--80ak6aa92e.kz')],
    names: [other(smtpUtf8, utf8String('ә@аррӏе.kz'))],
    valid: true,
  },
  {
    about: 'an international address outside',
    permitted: [email('egov.kz')],
    names: [other(smtpUtf8, utf8String('ә@аррӏе.kz'))],
    valid: false,
  },
  { about: 'a URI of the permitted host', permitted: [uri('egov.kz')], names: [uri('https://egov.kz:8443/x?y')], valid: true },
  { about: 'a URI below the permitted host', permitted: [uri('egov.kz')], names: [uri('https://a.egov.kz/')], valid: false },
  { about: 'a URI below the permitted domain', permitted: [uri('.egov.kz')], names: [uri('https://a.egov.kz/')], valid: true },
  {
    about: 'a URI with the permitted host as its user',
    permitted: [uri('egov.kz')],
    names: [uri('https://egov.kz@evil.kz/')],
    valid: false,
  },
  {
    about: 'a URI of the permitted host with a user, which OpenSSL takes for the host',
    permitted: [uri('egov.kz')],
    names: [uri('https://user@egov.kz/')],
    valid: true,
    openssl: false,
  },
  {
    about: 'a URI with an address as its host',
    excluded: [uri('evil.kz')],
    names: [uri('https://10.0.0.1/')],
    valid: false,
    openssl: true,
  },
  { about: 'a URI without a host', excluded: [uri('evil.kz')], names: [uri('urn:x:y')], valid: false },
  {
    about: 'an address in the permitted network',
    permitted: [ip(10, 1, 0, 0, 255, 255, 0, 0)],
    names: [ip(10, 1, 2, 3)],
    valid: true,
  },
  {
    about: 'an address outside of the permitted network',
    permitted: [ip(10, 1, 0, 0, 255, 255, 0, 0)],
    names: [ip(10, 2, 2, 3)],
    valid: false,
  },
  {
    about: 'an address in the excluded network',
    excluded: [ip(10, 1, 0, 0, 255, 255, 0, 0)],
    names: [ip(10, 1, 2, 3)],
    valid: false,
  },
  {
    about: 'an IPv6 address where IPv4 is permitted',
    permitted: [ip(10, 1, 0, 0, 255, 255, 0, 0)],
    names: [ip(...Array.from({ length: 16 }, () => 1))],
    valid: false,
  },
  { about: 'an address of three octets', excluded: [ip(10, 1, 0, 0, 255, 255, 0, 0)], names: [ip(9, 9, 9)], valid: false },
  { about: 'a subject below the permitted name', permitted: [directory(org('A'))], subject: org('A', 'B'), valid: true },
  {
    about: 'a subject in other letters',
    permitted: [directory(org('Ministry  of'))],
    subject: org('MINISTRY OF', 'B'),
    valid: true,
  },
  { about: 'a subject beside the permitted name', permitted: [directory(org('A'))], subject: org('B', 'A'), valid: false },
  { about: 'a subject below the excluded name', excluded: [directory(org('A'))], subject: org('A', 'B'), valid: false },
  {
    about: 'an alternative name outside of the permitted',
    permitted: [directory(org('A'))],
    subject: org('A'),
    names: [directory(org('B'))],
    valid: false,
  },
  {
    about: 'a kind of name that no constraint can judge',
    permitted: [other('1.2.3', utf8String('x'))],
    names: [other('1.2.3', utf8String('x'))],
    valid: false,
  },
  {
    about: 'a kind of name that no constraint speaks of',
    permitted: [dns('egov.kz')],
    names: [other('1.2.3', utf8String('x'))],
    valid: true,
  },
];

const root = make('Root', { extensions: [ca()] });

function chainOf(row: Row): { middle: Holder; leaf: Holder } {
  const middle = make('Constrained', { issuer: root, extensions: [ca(), constraints(row)] });
  const names: Extension[] = row.names === undefined ? [] : [altNames(...row.names)];
  const subject = row.subject ?? nameOf();
  // OpenSSL applies constraints to a common name that looks like a host; RFC 5280 does not, so there is none here.
  return { middle, leaf: make('Leaf', { issuer: middle, name: subject, extensions: names }) };
}

const folder = mkdtempSync(join(tmpdir(), 'names-'));
after(() => rmSync(folder, { recursive: true }));

function opensslAccepts(...chain: [Holder, Holder]): boolean {
  const write = (file: string, holder: Holder) =>
    writeFileSync(join(folder, file), writePem('CERTIFICATE', holder.certificate.der));
  write('root.pem', root);
  write('middle.pem', chain[0]);
  write('leaf.pem', chain[1]);
  const time = String(at.getTime() / 1000);
  try {
    execFileSync('openssl', ['verify', '-attime', time, '-CAfile', 'root.pem', '-untrusted', 'middle.pem', 'leaf.pem'], {
      cwd: folder,
      stdio: 'pipe',
    });
    return true;
  } catch {
    return false;
  }
}

for (const row of rows) {
  test(`EDS-VER name constraints: ${row.about} is ${row.valid ? 'accepted' : 'refused'}, and OpenSSL ${row.openssl === undefined ? 'agrees' : 'does not see it'}`, () => {
    const { middle, leaf } = chainOf(row);
    const verdict = validateChain({ certificate: leaf.certificate, trust: trusting(root), untrusted: [middle.certificate], at });
    assert.equal(verdict.valid ? 'valid' : verdict.fault.code, row.valid ? 'valid' : 'nameConstraints');
    assert.equal(opensslAccepts(middle, leaf), row.openssl ?? row.valid);
  });
}

test('EDS-VER name constraints of the root count, and skip authorities that certify themselves', () => {
  const narrow = make('Narrow', { extensions: [ca(), constraints({ permitted: [directory(org('A'))] })] });
  const judge = (leaf: Holder, ...between: Holder[]) =>
    validateChain({
      certificate: leaf.certificate,
      trust: trusting(narrow),
      untrusted: between.map((each) => each.certificate),
      at,
    }).valid;
  assert.equal(judge(make('Inside', { issuer: narrow, name: org('A') })), true);
  assert.equal(judge(make('Outside', { issuer: narrow, name: org('B') })), false);
  const again = make('Again', { issuer: narrow, name: narrow.name, extensions: [ca()] });
  assert.equal(judge(make('Inside', { issuer: again, name: org('A') }), again), true);
  assert.equal(judge(make('Outside', { issuer: again, name: org('B') }), again), false);
});

test('SEC-14 thousands of names under thousands of subtrees are refused at once', () => {
  const many = (prefix: string) => Array.from({ length: 3000 }, (_, n) => dns(`${prefix}${n}.kz`));
  const middle = make('Constrained', { issuer: root, extensions: [ca(), constraints({ excluded: many('a') })] });
  const leaf = make('Leaf', { issuer: middle, extensions: [altNames(...many('b'))] });
  const verdict = validateChain({ certificate: leaf.certificate, trust: trusting(root), untrusted: [middle.certificate], at });
  assert.equal(verdict.valid ? 'valid' : verdict.fault.detail, 'too many names and subtrees');
});
