import { generateKeyPairSync, randomBytes } from 'node:crypto';
import {
  authorityKeyIdentifier,
  caConstraints,
  distinguishedName,
  extendedKeyUsage,
  keyIdentifier,
  keySigner,
  keyUsage,
  makeCertificate,
  makeCrl,
  oids,
  readCertificate,
  signCms,
  subjectKeyIdentifier,
  writeTbsCertificate,
} from '#pki';
import type { Certificate, NamePart, RevocationReason, Signer } from '#pki';
import { sealOf } from './making/seal.ts';
import type { Seal } from './making/seal.ts';
import type { Bilingual, DocumentContent, Fact } from './rules/code/payload.ts';
import { newDocumentNumber } from './rules/number.ts';
import type { DocumentNumber } from './rules/number.ts';

// What tests of programs make documents from, step by step.
export { makeDocument } from './making/make-document.ts';
export { qrImage } from './making/qr-image.ts';
export { sealContent } from './making/seal-content.ts';

/** A seal of the tests with its certificate. */
export interface TestSeal extends Seal {
  readonly certificate: Certificate;
}

export interface TestSealOptions {
  readonly bin: string;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  /** Other extended key usages than those of an information system. */
  readonly purposes?: readonly string[];
}

export interface TestSignatory {
  readonly certificate: Certificate;
  /** A detached signature, CAdES-BES. */
  sign(content: Uint8Array, at: Date): Promise<Uint8Array>;
}

interface Issuer {
  readonly name: Uint8Array;
  readonly signer: Signer;
  readonly der: Uint8Array;
}

/** A small authority for tests of sealing: a root on P-384, an issuing authority on P-256, as the real one has. */
export interface TestSealAuthority {
  readonly root: Certificate;
  readonly issuing: Certificate;
  seal(options: TestSealOptions): Promise<TestSeal>;
  /** An employee of a body who signs documents. */
  signatory(of: { readonly bin: string; readonly iin?: string }): Promise<TestSignatory>;
  /** A full list of the issuing authority, DER. */
  crl(
    at: Date,
    revoked?: readonly { readonly certificate: Certificate; readonly revokedAt: Date; readonly reason: RevocationReason }[],
  ): Promise<Uint8Array>;
}

const begin = new Date('2026-01-01T00:00:00Z');
const end = new Date('2036-01-01T00:00:00Z');

function newSigner(namedCurve: 'P-256' | 'P-384'): Signer {
  return keySigner(generateKeyPairSync('ec', { namedCurve }).privateKey);
}

function identifierOf({ spki }: Signer): Uint8Array {
  const identifier = keyIdentifier(spki);
  if (!identifier.ok) throw new Error("The test's own key");
  return identifier.value;
}

function read(der: Uint8Array): Certificate {
  const certificate = readCertificate(der);
  if (!certificate.ok) throw new Error(`The test's own certificate: ${certificate.fault.where}`);
  return certificate.value;
}

interface Wanted {
  readonly name: readonly NamePart[];
  readonly signer: Signer;
  readonly notBefore?: Date | undefined;
  readonly notAfter?: Date | undefined;
  readonly extensions: Parameters<typeof writeTbsCertificate>[0]['extensions'];
}

async function certify(wanted: Wanted, issuer: Pick<Issuer, 'name' | 'signer'>): Promise<Uint8Array> {
  const tbs = writeTbsCertificate({
    serial: Uint8Array.from([1, ...randomBytes(15)]),
    algorithm: issuer.signer.algorithm,
    issuer: issuer.name,
    notBefore: wanted.notBefore ?? begin,
    notAfter: wanted.notAfter ?? end,
    subject: distinguishedName(wanted.name),
    spki: wanted.signer.spki,
    extensions: [
      ...wanted.extensions,
      subjectKeyIdentifier(identifierOf(wanted.signer)),
      authorityKeyIdentifier(identifierOf(issuer.signer)),
    ],
  });
  return makeCertificate(tbs, issuer.signer);
}

async function issuer(label: string, parent?: Issuer): Promise<Issuer> {
  const signer = newSigner(parent ? 'P-256' : 'P-384');
  const name = [
    ['countryName', 'KZ'],
    ['commonName', label],
  ] as const;
  const own = { name: distinguishedName(name), signer };
  const extensions = [caConstraints(parent ? 0 : undefined), keyUsage(['keyCertSign', 'cRLSign'])];
  return { ...own, der: await certify({ name, signer, extensions }, parent ?? own) };
}

async function testSignatory(
  issuing: Issuer,
  { bin, iin = '750228399014' }: { readonly bin: string; readonly iin?: string },
): Promise<TestSignatory> {
  const signer = newSigner('P-256');
  const name: NamePart[] = [
    ['countryName', 'KZ'],
    ['commonName', 'ЖҰМАБЕКОВ ДАНИЯР'],
    ['serialNumber', `IIN${iin}`],
    ['organizationName', 'Көкпекті ауданының жұмыспен қамту бөлімі'],
    ['organizationalUnitName', `BIN${bin}`],
  ];
  const purposes = [oids.emailProtection, oids.kzLegalEntity, oids.kzHead];
  const extensions = [keyUsage(['digitalSignature', 'nonRepudiation']), extendedKeyUsage(purposes)];
  const certificate = read(await certify({ name, signer, extensions }, issuing));
  const chain = [read(issuing.der)];
  return {
    certificate,
    sign: (content, signingTime) => signCms({ content, certificate, chain, key: signer, detached: true, signingTime }),
  };
}

export async function testSealAuthority(label = 'Test'): Promise<TestSealAuthority> {
  const root = await issuer(`${label} Root`);
  const issuing = await issuer(`${label} Issuing`, root);
  return {
    root: read(root.der),
    issuing: read(issuing.der),
    async seal({ bin, notBefore, notAfter, purposes = [oids.kzLegalEntity, oids.kzInformationSystem] }) {
      const signer = newSigner('P-256');
      const name: NamePart[] = [
        ['countryName', 'KZ'],
        ['commonName', 'Электрондық әкімдік'],
        ['organizationName', 'Көкпекті ауданының жұмыспен қамту бөлімі'],
        ['organizationalUnitName', `BIN${bin}`],
      ];
      const extensions = [keyUsage(['digitalSignature', 'nonRepudiation']), extendedKeyUsage(purposes)];
      const der = await certify({ name, signer, extensions, notBefore, notAfter }, issuing);
      return { ...sealOf(signer, [der, issuing.der]), certificate: read(der) };
    },
    signatory: (of) => testSignatory(issuing, of),
    crl: (at, revoked = []) =>
      makeCrl(
        {
          issuer: issuing.name,
          issuerKeyIdentifier: identifierOf(issuing.signer),
          thisUpdate: at,
          nextUpdate: new Date(at.getTime() + 86_400_000),
          number: 1,
          entries: revoked.map(({ certificate, ...entry }) => ({ serial: Buffer.from(certificate.serial, 'hex'), ...entry })),
        },
        issuing.signer,
      ),
  };
}

/** What a document could say; every value is invented. */
export function exampleContent({
  bin,
  number = newDocumentNumber(),
}: {
  readonly bin: string;
  readonly number?: DocumentNumber;
}): DocumentContent {
  const fact = (kk: string, ru: string, value: Bilingual): Fact => ({ label: { kk, ru }, value });
  return {
    kind: { regulation: 'rg-0', output: 'result', version: '1' },
    title: { kk: 'ТІРКЕУ ТУРАЛЫ АНЫҚТАМА', ru: 'СПРАВКА О РЕГИСТРАЦИИ' },
    number,
    issuedAt: new Date('2026-11-22T05:00:00Z'),
    body: {
      bin,
      name: {
        kk: '«Көкпекті ауданының жұмыспен қамту және әлеуметтік бағдарламалар бөлімі» мемлекеттік мекемесі',
        ru: 'Государственное учреждение «Отдел занятости и социальных программ Кокпектинского района»',
      },
    },
    recipient: { name: 'Сейітова Айгерім Маратқызы', iin: '890312499015' },
    facts: [
      fact('Т.А.Ә.', 'Ф.И.О.', { kk: 'Сейітова Айгерім Маратқызы', ru: 'Сейітова Айгерім Маратқызы' }),
      fact(
        'Заңның 15 бабына сәйкес, жұмыссыз ретінде тіркелген:',
        'В соответствии со статьей 15 Закона зарегистрирован безработным:',
        {
          kk: '2026 жылғы 1 маусымнан бастап',
          ru: 'с 1 июня 2026 года',
        },
      ),
      fact('Қоғамдық жұмыстарға қатысуы:', 'Участие в общественных работах:', { kk: 'қатысқан жоқ', ru: 'не участвовала' }),
      fact('Анықтама ұсыну үшін берілген:', 'Справка дана для предъявления:', { kk: 'банкке', ru: 'в банк' }),
    ],
    signatories: [
      { name: 'Д. С. Жұмабеков', position: { kk: 'Бөлім бастығы', ru: 'Начальник отдела' } },
      { name: 'Г. Қ. Тілеубаева', position: { kk: 'Маман', ru: 'Специалист' } },
    ],
  };
}

export const exampleStatements: readonly Bilingual[] = [
  { kk: 'Осы құжат қағаз тасығыштағы құжатқа тең.', ru: 'Данный документ равнозначен документу на бумажном носителе.' },
  { kk: '* Штрих-код қол қойылған деректерді қамтиды.', ru: '* Штрих-код содержит подписанные данные.' },
];
