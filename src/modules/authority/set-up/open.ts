import { readFile, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { inTransaction } from '#kit/db';
import type { Db, Tx } from '#kit/db';
import type { Clock } from '#kit/clock';
import { sha256Hex } from '#kit/ids';
import { keySigner, readCertificate } from '#pki';
import type { Signer } from '#pki';
import type { Authority, Services } from '../authority.ts';
import type { Office } from '../issue.ts';
import { createIssuer } from '../issuer.ts';
import type { Issuer } from '../issuer.ts';
import { publishFull } from '../publish-crls.ts';
import { addressesUnder } from '../rules/addresses.ts';
import { rhythm } from '../rules/crl-plan.ts';
import { newestCrl } from '../store/crl-store.ts';
import { insertIssuer, issuerCertificate, lockSetUp } from '../store/issuer-store.ts';
import { appendLog } from '../store/log-store.ts';
import { exists, filesIn } from './folder.ts';
import type { AuthorityFiles } from './folder.ts';
import { loadKeyFile } from './key-files.ts';
import { loadServices } from './services.ts';
import type { ServiceKeys } from './services.ts';

export interface OpenOptions {
  readonly db: Db;
  readonly clock: Clock;
  readonly folder: string;
  readonly passphrase: string;
  /** Public address of the PKI endpoints. */
  readonly address: string;
  /** Refuses keys that nobody attended the making of, and a root that lies beside the server (SEC-12). */
  readonly production: boolean;
}

/** Said before anything starts: files, database and settings of the authority do not belong together. */
export class AuthorityError extends Error {}

/**
 * Opens the authority on the files of a ceremony: loads the keys of the server (never the root's), enters the authority into a database
 * that is new to it, sees to the services' certificates and to lists that hold.
 *
 * @throws AuthorityError
 */
export async function openAuthority(options: OpenOptions): Promise<Authority> {
  const { db, clock, folder, passphrase, address } = options;
  const files = filesIn(folder);
  if (options.production) await refuseForTryingOut(files);
  const rootCertificate = await readFile(files.rootCertificate);
  const rootCrl = await readFile(files.rootCrl);
  const issuingCertificate = await readFile(files.issuingCertificate);
  const signer = keySigner(await loadKeyFile({ path: files.issuingKey, passphrase }));
  const keys: ServiceKeys = {
    ocsp: await loadKeyFile({ path: files.ocspKey, passphrase }),
    timeStamping: await loadKeyFile({ path: files.timeStampingKey, passphrase }),
  };
  const office: Office = { db, clock, issuer: issuerOf(issuingCertificate, signer), addresses: addressesUnder(address) };
  await enter(office, issuingCertificate, files);
  const services = renewing(office, keys, await lockedServices(office, keys));
  await publishIfStale(office);
  return { ...office, rootCertificate, rootCrl, issuingCertificate, services };
}

const ceremonyRecord = z.object({ automatic: z.boolean() });

async function refuseForTryingOut(files: AuthorityFiles): Promise<void> {
  const record = ceremonyRecord.parse(JSON.parse(await readFile(files.ceremony, 'utf8')));
  if (record.automatic) {
    throw new AuthorityError('The keys of the authority were made for trying out; hold a key ceremony before production');
  }
  if (await exists(files.rootKey)) {
    throw new AuthorityError(`The root's key lies beside the server: take ${files.rootKey} away before production`);
  }
}

function issuerOf(certificate: Uint8Array, signer: Signer): Issuer {
  const read = readCertificate(certificate);
  if (!read.ok) throw new AuthorityError('The certificate of the issuing authority cannot be read');
  const { subject, notAfter, publicKey, extensions } = read.value;
  if (Buffer.compare(publicKey.spki, signer.spki) !== 0)
    throw new AuthorityError("The issuing authority's key is not its certificate's");
  const keyIdentifier = Buffer.from(extensions.subjectKeyIdentifier ?? '', 'hex');
  return createIssuer('issuing', { subject: subject.der, keyIdentifier, notAfter }, signer);
}

/**
 * Enters the authority into its database. Once that was done, a database without it has lost its records: to go on would be to deny the
 * certificates that were given.
 */
async function enter({ db, clock, issuer }: Office, certificate: Uint8Array, files: AuthorityFiles): Promise<void> {
  await inTransaction(db, async (tx) => {
    await lockSetUp(tx);
    const entered = await issuerCertificate(tx, issuer.name);
    if (entered !== undefined && Buffer.compare(entered, certificate) !== 0) {
      throw new AuthorityError('The database holds the records of another authority than the files');
    }
    if (entered !== undefined) return;
    if (await exists(files.entered)) {
      throw new AuthorityError(
        `The authority's records are gone from the database: restore it, or take the files at ${files.entered} away for a new authority`,
      );
    }
    await insertEntry(tx, issuer, { certificate, at: clock.now() });
  });
  await writeFile(files.entered, '');
}

async function insertEntry(tx: Tx, { name }: Issuer, { certificate, at }: { certificate: Uint8Array; at: Date }): Promise<void> {
  await insertIssuer(tx, { name, certificate, created_at: at });
  await appendLog(tx, { at: at.toISOString(), event: 'entered', issuer: name, hash: sha256Hex(certificate) });
}

/** One process at a time, so that a service gets one new certificate and not one of each process. */
function lockedServices(office: Office, keys: ServiceKeys): Promise<Services> {
  return inTransaction(office.db, async (tx) => {
    await lockSetUp(tx);
    return loadServices(office, keys);
  });
}

/** The services at hand until their certificates are due, then new ones; a failed renewal is tried again while the old ones are good. */
function renewing(office: Office, keys: ServiceKeys, first: Services): Authority['services'] {
  let current = first;
  let renewal: Promise<Services> | undefined;
  return (now) => {
    if (now < current.renewAt) return current;
    renewal ??= lockedServices(office, keys)
      .then((next) => (current = next))
      .finally(() => (renewal = undefined));
    return renewal;
  };
}

/** After a standstill the lists are made before anybody asks. */
async function publishIfStale(office: Office): Promise<void> {
  const now = office.clock.now();
  await inTransaction(office.db, async (tx) => {
    const newest = await newestCrl(tx, office.issuer.name, 'full');
    const due = newest === undefined || newest.this_update.getTime() + rhythm.full.every <= now.getTime();
    if (due) await publishFull(tx, office, now);
  });
}
