import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { nodePrimitives } from '../crypto/node.ts';
import type { Primitives } from '../crypto/primitives.ts';
import { oids } from '../der/oids.ts';
import { integer, nullValue, oid, sequence } from '../der/writer.ts';
import { readCertificate } from '../x509/read.ts';
import { validateChain } from './chain.ts';
import type { ChainQuestion } from './chain.ts';
import { at, ca, make, nameOf, trusting, usage } from './testing.ts';
import type { Holder } from './testing.ts';

interface Case extends Partial<Omit<ChainQuestion, 'certificate' | 'untrusted' | 'trust'>> {
  trust: Holder;
  leaf: Holder;
  between?: readonly Holder[];
}

function judge({ trust, leaf, between = [], ...more }: Case): string {
  const untrusted = between.map(({ certificate }) => certificate);
  const verdict = validateChain({ certificate: leaf.certificate, trust: trusting(trust), untrusted, at, ...more });
  return verdict.valid ? 'valid' : verdict.fault.code;
}

const root = make('Root', { extensions: [ca(), usage(5, 6)] });
const issuing = make('Issuing', { issuer: root, extensions: [ca(), usage(5, 6)] });
const leaf = make('Leaf', { issuer: issuing, extensions: [usage(0)] });

test('EDS-VER a chain in order is valid, in any order of what stands between and with strangers among it', () => {
  const strangers = [
    make('Stranger', { extensions: [ca()] }),
    make('Issuing', { extensions: [ca()], serial: 7n, keyOf: make('Other') }),
  ];
  assert.equal(judge({ trust: root, leaf, between: [issuing] }), 'valid');
  assert.equal(judge({ trust: root, leaf, between: [...strangers, issuing, leaf, root, issuing] }), 'valid');
  assert.equal(judge({ trust: issuing, leaf }), 'valid');
  assert.equal(judge({ trust: root, leaf: root }), 'valid');
  assert.equal(judge({ trust: root, leaf }), 'noIssuer');
  assert.equal(judge({ trust: strangers[0] as Holder, leaf, between: [issuing] }), 'noAnchor');
  assert.equal(judge({ trust: root, leaf, between: strangers }), 'noAnchor');
});

test('EDS-VER a certificate that is no authority issues nothing, trusted or not', () => {
  const person = make('Person', { issuer: root, extensions: [usage(0)] });
  const below = make('Below', { issuer: person });
  assert.equal(judge({ trust: root, leaf: below, between: [person] }), 'notCa');
  assert.equal(judge({ trust: person, leaf: below }), 'anchorNotCa');
  const selfSigned = make('Self', { extensions: [usage(0)] });
  assert.equal(judge({ trust: selfSigned, leaf: selfSigned }), 'valid');
  assert.equal(judge({ trust: selfSigned, leaf: make('Below', { issuer: selfSigned }) }), 'anchorNotCa');
  const old = make('Old', { version: 1 });
  assert.equal(judge({ trust: old, leaf: make('Below', { issuer: old }) }), 'valid');
  const oldBetween = make('Old between', { issuer: root, version: 1 });
  assert.equal(judge({ trust: root, leaf: make('Below', { issuer: oldBetween }), between: [oldBetween] }), 'notCa');
  const withoutCertSign = make('Lists', { issuer: root, extensions: [ca(), usage(6)] });
  assert.equal(judge({ trust: root, leaf: make('Below', { issuer: withoutCertSign }), between: [withoutCertSign] }), 'keyUsage');
});

test('EDS-VER dates of everything but the root are kept', () => {
  assert.equal(judge({ trust: root, leaf: make('Late', { issuer: root, until: -1 }) }), 'expired');
  assert.equal(judge({ trust: root, leaf: make('Early', { issuer: root, from: 1 }) }), 'notYetValid');
  assert.equal(judge({ trust: root, leaf: make('Reversed', { issuer: root, from: 1, until: -1 }) }), 'notYetValid');
  const pastRoot = make('Past root', { extensions: [ca()], until: -1 });
  assert.equal(judge({ trust: pastRoot, leaf: make('Below', { issuer: pastRoot }) }), 'valid');
});

test('EDS-VER an expired or unusable certificate of the issuer does not hide the one that serves', () => {
  const expired = make('Issuing', { issuer: root, keyOf: issuing, extensions: [ca()], until: -1 });
  const notCa = make('Issuing', { issuer: root, keyOf: issuing });
  const odd = make('Issuing', {
    issuer: root,
    keyOf: issuing,
    extensions: [ca(), { id: '1.2.3.4', critical: true, value: nullValue() }],
  });
  assert.equal(judge({ trust: root, leaf, between: [expired, notCa, odd] }).match(/expired|notCa|unknownCritical/)?.length, 1);
  assert.equal(judge({ trust: root, leaf, between: [expired, notCa, odd, issuing] }), 'valid');
});

test('EDS-VER cross-certificates lead over to a trusted root, and circles among authorities end', () => {
  const [a, b, c] = ['A', 'B', 'C'].map((name) => make(name, { extensions: [ca()] })) as [Holder, Holder, Holder];
  const cross = (subject: Holder, issuer: Holder) =>
    make('cross', { issuer, keyOf: subject, name: subject.name, extensions: [ca()] });
  const mesh = [cross(a, b), cross(b, a), cross(b, c), cross(c, b), cross(a, c), cross(c, a)];
  const person = make('Person', { issuer: a });
  assert.equal(judge({ trust: root, leaf: person, between: [a, b, c, ...mesh] }), 'noAnchor');
  assert.equal(judge({ trust: root, leaf: person, between: [a, b, c, ...mesh, cross(c, root)] }), 'valid');
});

test('SEC-14 thousands of certificates with the name of the issuer, and authorities that all certify each other, are passed through', () => {
  const impostors = Array.from({ length: 2000 }, (_, n) =>
    make('Issuing', { issuer: root, keyOf: make(`Key ${n % 5}`), extensions: [ca()], serial: BigInt(n) }),
  );
  assert.equal(judge({ trust: root, leaf, between: [...impostors, issuing] }), 'valid');
  const authorities = Array.from({ length: 12 }, (_, n) => make(`Mesh ${n}`, { extensions: [ca()] }));
  const mesh = authorities.flatMap((subject) =>
    authorities.map((issuer) => make('mesh', { issuer, keyOf: subject, name: subject.name, extensions: [ca()] })),
  );
  // The only way to the root asks for a policy that nobody has: every path is found and none will do.
  const top = make('mesh', {
    issuer: root,
    keyOf: authorities[0] as Holder,
    name: (authorities[0] as Holder).name,
    extensions: [ca()],
  });
  const person = make('Person', { issuer: authorities[11] as Holder });
  assert.equal(judge({ trust: root, leaf: person, between: [...mesh, top], policies: { requireExplicit: true } }), 'tooComplex');
  assert.equal(judge({ trust: root, leaf: person, between: [...mesh, top] }), 'valid');
});

test('EDS-VER chains of a hundred authorities are walked', () => {
  const chain = [root];
  for (let n = 0; n < 100; n++) chain.push(make(`Step ${n}`, { issuer: chain[n] as Holder, extensions: [ca()] }));
  assert.equal(judge({ trust: root, leaf: make('End', { issuer: chain[100] as Holder }), between: chain.slice(1) }), 'valid');
  const short = make('Short', { issuer: root, extensions: [ca(0)] });
  const below = make('Second', { issuer: short, extensions: [ca()] });
  assert.equal(judge({ trust: root, leaf: make('End', { issuer: below }), between: [short, below] }), 'pathLength');
  assert.equal(judge({ trust: root, leaf: below, between: [short] }), 'valid');
});

test('EDS-VER the limits that a root sets itself count', () => {
  const narrow = make('Narrow', { extensions: [ca(0)] });
  const below = make('Below narrow', { issuer: narrow, extensions: [ca()] });
  assert.equal(judge({ trust: narrow, leaf: make('End', { issuer: narrow }) }), 'valid');
  assert.equal(judge({ trust: narrow, leaf: make('End', { issuer: below }), between: [below] }), 'pathLength');
});

test('EDS-VER an unknown critical extension anywhere on the path refuses it, an unknown one that is not critical does not', () => {
  const odd = (critical: boolean) => ({ id: '1.2.3.4', critical, value: nullValue() });
  assert.equal(judge({ trust: root, leaf: make('Odd', { issuer: root, extensions: [odd(true)] }) }), 'unknownCritical');
  assert.equal(judge({ trust: root, leaf: make('Odd', { issuer: root, extensions: [odd(false)] }) }), 'valid');
  const above = make('Odd above', { issuer: root, extensions: [ca(), odd(true)] });
  assert.equal(judge({ trust: root, leaf: make('Below', { issuer: above }), between: [above] }), 'unknownCritical');
  const oddRoot = make('Odd root', { extensions: [ca(), odd(true)] });
  assert.equal(judge({ trust: oddRoot, leaf: make('Below', { issuer: oddRoot }) }), 'anchorNotCa');
});

test('SEC-14 mappings of policies that multiply at every step cost no more than they are long', () => {
  const policies = Array.from({ length: 60 }, (_, n) => `1.2.398.9.${n}`);
  const all = { id: oids.certificatePolicies, value: sequence(...policies.map((id) => sequence(oid(id)))) };
  const everyToEvery = policies.flatMap((from) => policies.map((to) => sequence(oid(from), oid(to))));
  const mapping = { id: oids.policyMappings, value: sequence(...everyToEvery) };
  const chain = [root];
  for (let n = 0; n < 12; n++) chain.push(make(`Mapper ${n}`, { issuer: chain[n] as Holder, extensions: [ca(), all, mapping] }));
  const end = make('End', { issuer: chain.at(-1) as Holder, extensions: [all] });
  const policyInputs = { acceptable: ['1.2.398.9.5'], requireExplicit: true };
  assert.equal(judge({ trust: root, leaf: end, between: chain.slice(1), policies: policyInputs }), 'valid');
  assert.equal(
    judge({ trust: root, leaf: end, between: chain.slice(1), policies: { acceptable: ['1.2.3'], requireExplicit: true } }),
    'policy',
  );
});

test('SEC-14 a certificate with any bit turned is unreadable or not valid', () => {
  const { der } = leaf.certificate;
  const property = fc.property(fc.nat(der.length * 8 - 1), (bit) => {
    const turned = Uint8Array.from(der);
    turned[bit >> 3] = (turned[bit >> 3] as number) ^ (1 << (bit & 7));
    const read = readCertificate(turned);
    if (!read.ok) return;
    const verdict = validateChain({ certificate: read.value, trust: trusting(root), untrusted: [issuing.certificate], at });
    assert.equal(verdict.valid, false);
  });
  fc.assert(property, { numRuns: 500 });
});

test('SEC-14 a certificate whose inner algorithm is another, or whose extension comes twice, is unreadable', () => {
  const other = sequence(oid(oids.ecdsaWithSha384));
  assert.throws(() => make('Mixed', { issuer: root, innerAlgorithm: other }), /mismatch/);
  assert.throws(() => make('Twice', { issuer: root, extensions: [usage(0), usage(0)] }), /duplicate/);
  assert.throws(() => make('Version', { issuer: root, version: 2, extensions: [usage(0)] }), /version/);
  assert.throws(() => make('Empty', { issuer: root, name: sequence(integer(1)) }), /tag/);
});

test('EDS-VER an empty subject is a name too, and names of other spellings chain', () => {
  assert.equal(judge({ trust: root, leaf: make('Nameless', { issuer: root, name: nameOf() }) }), 'valid');
  const spelled = { ...root, name: nameOf([oids.commonName, '  rOOT ']) };
  assert.equal(judge({ trust: root, leaf: make('Spelled', { issuer: spelled }) }), 'valid');
  const another = { ...root, name: nameOf([oids.commonName, 'Ro ot']) };
  assert.equal(judge({ trust: root, leaf: make('Spelled', { issuer: another }) }), 'noIssuer');
});

test('PERF-5 a chain that was seen before costs no signature check, and another question about it none either', () => {
  let checks = 0;
  const counting: Primitives = { hash: nodePrimitives.hash, verify: (input) => ((checks += 1), nodePrimitives.verify(input)) };
  const question = {
    certificate: leaf.certificate,
    trust: trusting(root),
    untrusted: [issuing.certificate],
    at,
    primitives: counting,
  };
  assert.equal(validateChain(question).valid, true);
  assert.equal(checks, 2);
  assert.equal(validateChain({ ...question, at: new Date(at.getTime() + 60_000) }).valid, true);
  assert.equal(checks, 2);
  assert.equal(validateChain({ ...question, at: new Date('2050-01-01T00:00:00Z') }).valid, false);
});
