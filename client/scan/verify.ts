import { readCrl } from '#pki/crl/crl';
import { currentAlgorithms } from '#pki/crypto/primitives';
import { createTrustStore, trustAnchor } from '#pki/path/trust';
import { parseCertificate } from '#pki/x509/certificate';
import { revocationByLists, verifyCodes } from '../../src/modules/documents/in-page.ts';
import type { DocumentVerdict } from '../../src/modules/documents/in-page.ts';
import { pagePrimitives } from './primitives.ts';
import type { ScanSettings } from './settings.ts';
import { systemClock } from '#kit/clock';

interface Materials {
  readonly roots: readonly { readonly label: string; readonly certificate: string }[];
  readonly crls: readonly string[];
}

function octets(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
}

/** Verifies codes on this device. The roots and lists are those of the server, or without a network those that it last gave. */
export async function verifyInPage(codes: readonly string[], settings: ScanSettings): Promise<DocumentVerdict> {
  const answer = await fetch(settings.trust);
  if (!answer.ok) throw new Error(`Roots: ${answer.status}`);
  const { roots, crls } = (await answer.json()) as Materials;
  const anchors = roots.flatMap(({ label, certificate }) => {
    const read = parseCertificate(octets(certificate), pagePrimitives.hash);
    return read.ok ? [trustAnchor(read.value, { label, algorithms: currentAlgorithms })] : [];
  });
  const lists = crls.flatMap((list) => {
    const read = readCrl(octets(list));
    return read.ok ? [read.value] : [];
  });
  const place = { trust: createTrustStore(anchors), primitives: pagePrimitives, now: systemClock.now() };
  return verifyCodes(codes, { ...place, revocationOf: revocationByLists(lists, place) });
}
