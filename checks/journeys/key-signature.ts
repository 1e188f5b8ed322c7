import { createPrivateKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { systemClock } from '#kit/clock';
import { keySigner, readCertificate, readPkcs12, signCms } from '#pki';
import type { JourneyPerson } from './people.ts';

/** A detached signature over these bytes with a person's own key file, as their signing program would make it. @returns base64 */
export async function signatureOf({ signingKey, password }: JourneyPerson, content: Uint8Array): Promise<string> {
  const read = readPkcs12(await readFile(signingKey), password);
  const [entry] = read.ok ? read.value : [];
  const certificates = entry?.certificate === undefined ? [] : [entry.certificate, ...entry.chain];
  const [own, issuing] = certificates.map((der) => readCertificate(der)).flatMap((one) => (one.ok ? [one.value] : []));
  if (entry === undefined || own === undefined || issuing === undefined) throw new Error('The key file cannot be read');
  const key = keySigner(createPrivateKey({ key: Buffer.from(entry.key), format: 'der', type: 'pkcs8' }));
  const cms = await signCms({ content, certificate: own, chain: [issuing], key, detached: true, signingTime: systemClock.now() });
  return Buffer.from(cms).toString('base64');
}
