import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { test } from 'node:test';
import { SignedXml } from 'xml-crypto';
import { systemClock } from '#kit/clock';
import { makeSystem, trustOf } from '../testing/systems.ts';
import { canonicalise } from '../xml/canonical.ts';
import { childText } from '../xml/tree.ts';
import { namespaces } from './names.ts';
import { signEnvelope } from './signing.ts';
import { readSyncRequest, writeSyncRequest } from './sync-channel.ts';
import { verifyEnvelope } from './verification.ts';

const portal = makeSystem('portal');
const bank = makeSystem('bank', 'rsa');
const stranger = makeSystem('portal');
const trust = trustOf(portal, bank);
const now = systemClock.now();
const request = {
  messageId: '{0190-a}',
  service: 'PersonRegistry',
  messageDate: new Date('2026-11-22T10:00:00Z'),
  sender: 'portal',
  data: { text: '{"name":"Әлия & Ко <\\"1\\">"}' },
};
const signed = signEnvelope(writeSyncRequest(request), portal).xml;

const verify = (xml: string) => verifyEnvelope(Buffer.from(xml), trust, now);

async function fault(xml: string): Promise<string | undefined> {
  const verification = await verify(xml);
  return verification.ok ? undefined : verification.fault;
}

test('GW-1 a signed message is read back as it was written', async () => {
  for (const key of [portal, bank]) {
    const verification = await verify(signEnvelope(writeSyncRequest(request), key).xml);
    assert.ok(verification.ok);
    assert.equal(verification.envelope.system, key.system);
    assert.deepEqual(readSyncRequest(verification.envelope.operation), {
      ...request,
      correlationId: undefined,
      properties: new Map(),
    });
  }
});

function pemOf(certificate: string): string {
  return new X509Certificate(Buffer.from(certificate, 'base64')).publicKey.export({ type: 'spki', format: 'pem' }).toString();
}

test('GW-1 xml-crypto accepts what the platform signs', () => {
  const xml = signEnvelope(writeSyncRequest(request), bank).xml;
  const signature = /<ds:Signature [\s\S]*<\/ds:Signature>/.exec(xml)?.[0] ?? '';
  const verifier = new SignedXml({ publicCert: pemOf(bank.certificate), idMode: 'wssecurity' });
  verifier.loadSignature(signature);
  assert.ok(verifier.checkSignature(xml));
  const other = new SignedXml({ publicCert: pemOf(bank.certificate), idMode: 'wssecurity' });
  other.loadSignature(signature);
  assert.throws(() => other.checkSignature(xml.replace('Әлия', 'Алия')) || assert.fail('not thrown'));
});

/** A message signed by xml-crypto: other prefixes, other spacing, InclusiveNamespaces, as Java's WSS4J writes it. */
function foreignMessage(prefixList: string[]): string {
  const unsigned =
    `<?xml version="1.0" encoding="UTF-8"?>\n<S:Envelope xmlns:S="${namespaces.soap}" xmlns:xs="${namespaces.schema}">\n  <S:Header>` +
    `<wsse:Security xmlns:wsse="${namespaces.security}"></wsse:Security></S:Header>\n` +
    `  <S:Body xmlns:wsu="${namespaces.utility}" wsu:Id="id-77">\n    <ns2:SendMessage xmlns:ns2="${namespaces.sync}" xmlns:xsi="${namespaces.instance}">` +
    `<request><requestInfo><messageId>{A-1}</messageId><serviceId>X</serviceId><messageDate>2026-11-22T15:00:00.000+05:00</messageDate>` +
    `<sender><senderId>bank</senderId><password>p</password></sender></requestInfo>` +
    `<requestData><data xsi:type="xs:string">a &amp; b<!-- c --></data></requestData></request></ns2:SendMessage></S:Body>\n</S:Envelope>`;
  const identifier =
    `<wsse:SecurityTokenReference xmlns:wsse="${namespaces.security}"><wsse:KeyIdentifier ` +
    `ValueType="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0#X509v3">${bank.certificate}</wsse:KeyIdentifier></wsse:SecurityTokenReference>`;
  const signer = new SignedXml({
    privateKey: bank.privateKey.export({ type: 'pkcs8', format: 'pem' }),
    signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    canonicalizationAlgorithm: 'http://www.w3.org/2001/10/xml-exc-c14n#',
    idMode: 'wssecurity',
    getKeyInfoContent: () => identifier,
  });
  signer.addReference({
    xpath: "//*[local-name(.)='Body']",
    transforms: ['http://www.w3.org/2001/10/xml-exc-c14n#'],
    digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
    inclusiveNamespacesPrefixList: prefixList,
  });
  signer.computeSignature(unsigned, { prefix: 'ds', location: { reference: "//*[local-name(.)='Security']", action: 'append' } });
  return signer.getSignedXml();
}

test('GW-1 the platform accepts what xml-crypto signs, with other prefixes, spacing and InclusiveNamespaces', async () => {
  for (const prefixes of [[], ['xs', 'S']]) {
    const verification = await verify(foreignMessage(prefixes));
    assert.ok(verification.ok, JSON.stringify(verification));
    const read = readSyncRequest(verification.envelope.operation);
    assert.deepEqual([read?.messageId, read?.sender, read?.data], ['{A-1}', 'bank', { text: 'a & b' }]);
    assert.equal(read?.messageDate.toISOString(), '2026-11-22T10:00:00.000Z');
    assert.equal(await fault(foreignMessage(prefixes).replace('a &amp; b', 'a &amp; c')), 'signature');
  }
});

test('GW-2 no change of the Body is accepted that changes what it says', async () => {
  const original = await verify(signed);
  assert.ok(original.ok);
  let refused = 0;
  for (let index = signed.indexOf('<soap:Body'); index < signed.length; index += 3) {
    const changed = `${signed.slice(0, index)}${signed[index] === 'x' ? 'y' : 'x'}${signed.slice(index + 1)}`;
    const verification = await verify(changed);
    if (verification.ok) assert.equal(canonicalise(verification.envelope.operation), canonicalise(original.envelope.operation));
    else refused += 1;
  }
  assert.ok(refused > 100);
});

test('GW-2 a certificate nobody registered is refused, though its name is right', async () => {
  assert.equal(await fault(signEnvelope(writeSyncRequest(request), stranger).xml), 'certificate');
});

test('GW-2 another system’s certificate does not carry a signature', async () => {
  assert.equal(await fault(signed.replace(portal.certificate, bank.certificate)), 'signature');
});

const body = /<soap:Body[\s\S]*<\/soap:Body>/.exec(signed)?.[0] ?? '';
const evil = body.replace('PersonRegistry', 'Treasury');
const evilOtherId = evil.replace('wsu:Id="body"', 'wsu:Id="evil"');
const header = (xml: string, added: string): string => xml.replace('</soap:Header>', `${added}</soap:Header>`);
const wrappings: [string, string][] = [
  ['the signed Body moved into the header, another in its place', header(signed.replace(body, evil), `<w>${body}</w>`)],
  ['the signed Body moved, the other with another Id', header(signed.replace(body, evilOtherId), `<w>${body}</w>`)],
  [
    'the signed Body moved, the other without an Id',
    header(signed.replace(body, evil.replace(' wsu:Id="body"', '')), `<w>${body}</w>`),
  ],
  ['the signed Body inside of the other', signed.replace(body, evilOtherId.replace('</soap:Body>', `${body}</soap:Body>`))],
  ['a second Body behind', signed.replace(body, body + evil)],
  ['a second Body in front', signed.replace(body, evil + body)],
  [
    'the signed Body hidden in the signature',
    signed.replace(body, evil).replace('</ds:KeyInfo>', `</ds:KeyInfo><ds:Object>${body}</ds:Object>`),
  ],
  ['an element beside the Body', signed.replace('</soap:Envelope>', `<w>${evilOtherId}</w></soap:Envelope>`)],
  ['a second operation in the Body', signed.replace('</soap:Body>', `${evil.replace(/<\/?soap:Body[^>]*>/g, '')}</soap:Body>`)],
  ['a second Header', signed.replace('<soap:Header>', '<soap:Header></soap:Header><soap:Header>')],
  ['a second Security', header(signed, `<wsse:Security xmlns:wsse="${namespaces.security}"></wsse:Security>`)],
  ['a doubled Signature', signed.replace(/<ds:Signature [\s\S]*<\/ds:Signature>/, (found) => found + found)],
  ['a doubled SignedInfo', signed.replace(/<ds:SignedInfo[\s\S]*<\/ds:SignedInfo>/, (found) => found + found)],
  ['a second reference', signed.replace(/<ds:Reference [\s\S]*<\/ds:Reference>/, (found) => found + found)],
  ['a reference to the whole document', signed.replace('URI="#body"', 'URI=""')],
  ['a reference by XPointer', signed.replace('URI="#body"', `URI="#xpointer(id('body'))"`)],
  ['an XPath transform', signed.replace(/(<ds:Transform Algorithm=")[^"]+/, '$1http://www.w3.org/TR/1999/REC-xpath-19991116')],
  ['another element with the Body’s Id', header(signed, '<w Id="body"></w>')],
  ['no signature at all', signed.replace(/<wsse:Security[\s\S]*<\/wsse:Security>/, '')],
  ['a signature that is not one', signed.replace(/(<ds:SignatureValue>)[^<]+/, '$1AAAA')],
  ['an HMAC made of nothing', signed.replace('xmldsig-more#ecdsa-sha256', 'xmldsig-more#hmac-sha256')],
  ['an envelope of SOAP 1.2', signed.replaceAll(namespaces.soap, 'http://www.w3.org/2003/05/soap-envelope')],
];
for (const [what, xml] of wrappings) {
  test(`SEC-8 signature wrapping: ${what} is refused`, async () => {
    assert.notEqual(xml, signed);
    assert.equal(await fault(xml), 'signature');
  });
}

test('SEC-8 an entity in a signed message is refused before anything is read', async () => {
  assert.equal(await fault(`<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>${signed}`), 'malformed');
  assert.equal(await fault('not xml'), 'malformed');
});

test('SEC-14 any truncation of a message is a value, not an exception', async () => {
  for (let length = 0; length < signed.length; length += 97) assert.ok(await fault(signed.slice(0, length)));
});

test('GW-1 the envelope on the wire is this, to the letter', () => {
  const shape = signed
    .replace(portal.certificate, 'CERTIFICATE')
    .replace(/(<ds:SignatureValue>)[^<]+/, '$1SIGNATURE')
    .replace(/^[\s\S]*<\/soap:Header>/, '');
  assert.equal(
    shape,
    `<soap:Body xmlns:soap="${namespaces.soap}" xmlns:wsu="${namespaces.utility}" wsu:Id="body"><typ:SendMessage xmlns:typ="${namespaces.sync}">` +
      '<request><requestInfo><messageId>{0190-a}</messageId><serviceId>PersonRegistry</serviceId><messageDate>2026-11-22T10:00:00.000Z</messageDate>' +
      '<sender><senderId>portal</senderId></sender></requestInfo><requestData>' +
      `<data xmlns:xsi="${namespaces.instance}" xsi:type="xs:string">{"name":"Әлия &amp; Ко &lt;\\"1\\"&gt;"}</data>` +
      '</requestData></request></typ:SendMessage></soap:Body></soap:Envelope>',
  );
});

test('GW-1 escaped XML in data is read as the tree it stands for', async () => {
  const escaped = signEnvelope(writeSyncRequest({ ...request, data: { text: '<iin>990101300016</iin>' } }), portal).xml;
  const verification = await verify(escaped);
  const data = verification.ok ? readSyncRequest(verification.envelope.operation)?.data : undefined;
  assert.ok(data !== undefined && 'tree' in data);
  assert.equal(data.tree[0]?.local, 'iin');
  assert.equal(childText(data.tree[0], 'none'), undefined);
});
