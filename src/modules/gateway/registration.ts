import { X509Certificate } from 'node:crypto';
import type { Tx } from '#kit/db';
import { fingerprintOf } from './envelope/proof.ts';
import { saveCertificate, savePermission, saveService, saveSystem } from './store.ts';
import type { Permission, Service, System } from './store.ts';

/** Adds a system to the directory, or renews what stands of it. It can do nothing before a certificate and a right are given. */
export function registerSystem(tx: Tx, system: System): Promise<void> {
  return saveSystem(tx, system);
}

/**
 * Makes `certificate` one of the system's. Registering the next one before the last ends is how a key is renewed.
 *
 * @param certificate PEM or DER
 * @returns its fingerprint, by which it is withdrawn.
 * @throws where it cannot be read.
 */
export async function registerCertificate(
  tx: Tx,
  registration: { system: string; certificate: string | Uint8Array; now: Date },
): Promise<string> {
  const { system, now } = registration;
  const { raw } = new X509Certificate(registration.certificate);
  const fingerprint = fingerprintOf(raw.toString('base64'));
  await saveCertificate(tx, { system, fingerprint, der: raw, now });
  return fingerprint;
}

/** Adds a service, or changes its provider, channel and limits. Nobody may call it before a right is granted. */
export function registerService(tx: Tx, service: Service): Promise<void> {
  return saveService(tx, service);
}

/** Grants the right to call a service. @param grant.ground law, decree or contract that gives the right. */
export function grantPermission(tx: Tx, grant: Permission & { readonly ground: string; readonly now: Date }): Promise<void> {
  return savePermission(tx, grant);
}
