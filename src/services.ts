import { createPrivateKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { applicationReceptions, systems } from '#applications';
import type { ApplicationServices, RegulationSource } from '#applications';
import { ownAnchor, ownIntermediates } from '#authority';
import type { Authority } from '#authority';
import { catalogueInForce, loadDirectory } from '#catalogue';
import type { CatalogueInForce } from '#catalogue';
import type { Config } from '#config';
import {
  createCodeReader,
  createDocuments,
  createDocumentVerifier,
  createFiles,
  folderFileStore,
  registerIn,
  revocationOnline,
  sealOf,
  signatureIn,
} from '#documents';
import type { DocumentVerifier, FileStore, Seal } from '#documents';
import { chainByPki, createGateway, systemKey } from '#gateway';
import type { Gateway, SystemKey } from '#gateway';
import type { IdentityServices } from '#identity';
import type { Clock } from '#kit/clock';
import type { Db } from '#kit/db';
import type { Log } from '#kit/log';
import type { Signals } from '#kit/signals';
import { createTrustStore, createVerifier, httpFetcher, keySigner, networkRevocation, timestamper } from '#pki';
import type { Certificate, Fetcher, RevocationSource, SignatureVerifier, TrustStore } from '#pki';
import { watchLookups } from '#registries';
import type { PersonRegistry } from '#registries';
import { loadRegulations } from '#regulations';
import type { Library } from '#regulations';
import { loadHall } from '#reception';
import type { ReceptionServices } from '#reception';
import { parseBin, parseIin } from '#subjects';
import { counterRegistries, knownFacts, personLookup } from './persons.ts';
import { registerSurroundings } from './register-surroundings.ts';
import { clientsOfRegistries } from './registry-clients.ts';
import type { RegistryClients } from './registry-clients.ts';
import { derOf, pemOf } from './set-up/keys.ts';
import { gatewaySystem, sealFolder, systemsFolder } from './set-up/systems.ts';

/** What everything is made from. */
export interface Ground {
  readonly config: Config;
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly signals: Signals;
  readonly authority: Authority;
  /** By which clock files are dated; absent: the same. Who lives in the past must not make them look old to the sweep. */
  readonly fileClock?: Clock;
  /** How responders, authorities of time and lists are asked; absent: over HTTP. */
  readonly fetcher?: Fetcher;
}

/** The modules' services, wired. */
export interface Services {
  readonly trust: TrustStore;
  readonly intermediates: readonly Certificate[];
  readonly revocation: RevocationSource;
  readonly verifier: SignatureVerifier;
  readonly gateway: Gateway;
  readonly catalogue: CatalogueInForce;
  readonly identity: IdentityServices;
  readonly applications: ApplicationServices;
  /** Foreign registries, asked in the name of the system in which the person or the officer works. */
  readonly registries: RegistryClients;
  /** The halls of public service centres. */
  readonly reception: ReceptionServices;
  /** Verifies what anybody brings: a document, a picture, a signature. */
  readonly documentVerifier: DocumentVerifier;
  /** Where the bytes of files lie. */
  readonly store: FileStore;
  /** PEM of our authorities, for signing programs: whose keys are offered. */
  readonly chain: readonly string[];
}

/** Check digits of IIN and BIN, where an anchor demands them. */
const numbers = { isIin: (text: string) => parseIin(text) !== undefined, isBin: (text: string) => parseBin(text) !== undefined };

function fetcherOf({ clock, fetcher }: Ground): Fetcher {
  return fetcher ?? httpFetcher(() => clock.now().getTime());
}

function trusted(ground: Ground) {
  const { authority, clock, config } = ground;
  const trust = createTrustStore([ownAnchor(authority)]);
  const intermediates = ownIntermediates(authority);
  const revocation = networkRevocation({
    fetcher: fetcherOf(ground),
    goodFor: config.REVOCATION_REUSE * 1000,
  });
  const verifier = createVerifier({ trust, revocation, clock, intermediates, numbers });
  return {
    trust,
    revocation,
    verifier,
    intermediates,
    chain: [pemOf(authority.issuingCertificate), pemOf(authority.rootCertificate)],
  };
}

async function keyOf(config: Config, system: string): Promise<SystemKey> {
  const folder = join(systemsFolder(config.DATA_DIR), system);
  const [privateKey, certificate] = await Promise.all([
    readFile(join(folder, 'key.pem'), 'utf8'),
    readFile(join(folder, 'certificate.pem'), 'utf8'),
  ]);
  return systemKey({ system, privateKey, certificate });
}

/** A running application stays on its version; a new one begins with the newest that is in force. */
function regulationSource(library: Library): RegulationSource {
  return {
    current: (service, at) => library.servicesAt(at).find(({ id }) => id === service)?.regulation,
    offered: (at) => library.servicesAt(at).flatMap(({ regulation }) => regulation ?? []),
    version: (service, version) => library.regulation(service, version),
  };
}

function seals({ config, authority }: Ground): (bin: string) => Promise<Seal> {
  const made = new Map<string, Promise<Seal>>();
  const read = async (bin: string): Promise<Seal> => {
    const folder = sealFolder(config.DATA_DIR, bin);
    const [key, certificate] = await Promise.all([
      readFile(join(folder, 'key.pem'), 'utf8'),
      readFile(join(folder, 'certificate.pem'), 'utf8'),
    ]);
    return sealOf(keySigner(createPrivateKey(key)), [derOf(certificate), authority.issuingCertificate]);
  };
  return (bin) => {
    const seal = made.get(bin) ?? read(bin);
    made.set(bin, seal);
    return seal;
  };
}

function identityServices(
  { db, clock, config }: Ground,
  parts: { verifier: SignatureVerifier; persons: PersonRegistry },
): IdentityServices {
  const { verifier, persons } = parts;
  return {
    db,
    clock,
    verifier,
    urls: { portal: config.PORTAL_URL, workplace: config.WORKPLACE_URL },
    persons: personLookup(persons),
  };
}

function verifierOfDocuments(
  { db, clock }: Ground,
  parts: Pick<Services, 'trust' | 'revocation' | 'verifier'>,
): DocumentVerifier {
  const { trust, revocation, verifier } = parts;
  return createDocumentVerifier({
    trust,
    clock,
    reader: createCodeReader(),
    revocationOf: revocationOnline(revocation, { trust, clock }),
    signatures: verifier,
    registerOf: registerIn(db),
    signatureOf: signatureIn(db),
  });
}

function applicationServices(
  ground: Ground,
  parts: Pick<Services, 'verifier' | 'trust' | 'catalogue'> & {
    registries: RegistryClients;
    library: Library;
    store: FileStore;
  },
): ApplicationServices {
  const { config, db, clock, log, authority } = ground;
  const { verifier, trust, registries, library, catalogue, store } = parts;
  return {
    db,
    clock,
    verifier,
    trust,
    stamper: timestamper(authority.addresses.timeStamps, fetcherOf(ground)),
    log,
    regulations: regulationSource(library),
    calendar: library.calendar,
    known: knownFacts(registries.portal.persons),
    lookups: registries.lookups,
    counterRegistries: counterRegistries(registries.workplace),
    findServices: (words) =>
      catalogue()
        .search(words)
        .map(({ service }) => service.id),
    files: createFiles({ store, clock, sizeLimit: config.FILE_LIMIT, countLimit: 20 }),
    unsentHours: config.COUNTER_UNSENT_HOURS,
    documents: createDocuments({ store, clock, verifyAt: `${new URL(config.PORTAL_URL).host}/verify` }),
    sealOf: seals(ground),
    portalUrl: config.PORTAL_URL,
    workplaceUrl: config.WORKPLACE_URL,
  };
}

/** Wires the modules for one process. By hand: what needs what stands here and nowhere else. */
export async function createServices(ground: Ground): Promise<Services> {
  const { config, db, clock, log, signals } = ground;
  const pki = trusted(ground);
  const { trust, revocation, verifier, intermediates } = pki;
  const folder = config.REGULATIONS_DIR === '' ? resolve(import.meta.dirname, '../regulations') : resolve(config.REGULATIONS_DIR);
  const library = loadRegulations(folder, { registers: registerSurroundings });
  const catalogue = catalogueInForce(library, loadDirectory(folder), clock);
  const [portal, workplace, centre, node] = await Promise.all([
    keyOf(config, systems.portal),
    keyOf(config, systems.workplace),
    keyOf(config, systems.centre),
    keyOf(config, gatewaySystem),
  ]);
  const holder: { gateway?: Gateway } = {};
  const limits = { slow: config.LOOKUPS_SLOW, stop: config.LOOKUPS_STOP, listed: config.LOOKUPS_LISTED };
  const lookups = watchLookups({ db, clock, log, limits });
  const registries = clientsOfRegistries({ db, clock, log, lookups }, (call) => gatewayOf(holder).callSync(call));
  const { persons } = registries.portal;
  const store = folderFileStore(join(config.DATA_DIR, 'files'), ground.fileClock ?? clock);
  const applications = applicationServices(ground, { verifier, trust, registries, library, catalogue, store });
  const gateway = createGateway({
    db,
    clock,
    log,
    signals,
    chain: chainByPki({ trust, revocation, intermediates }),
    keys: [portal, workplace, centre],
    node,
    gateway: { address: config.GATEWAY_URL, system: gatewaySystem },
    receptions: applicationReceptions(applications),
  });
  holder.gateway = gateway;
  const identity = identityServices(ground, { verifier, persons });
  const documentVerifier = verifierOfDocuments(ground, { trust, revocation, verifier });
  const reception = { db, clock, hall: loadHall(folder) };
  return { ...pki, store, gateway, reception, catalogue, identity, applications, registries, documentVerifier };
}

/** The gateway hands messages to modules, and modules call through the gateway: the knot is tied here, before the first call. */
function gatewayOf(holder: { gateway?: Gateway }): Gateway {
  if (holder.gateway === undefined) throw new Error('The gateway is not there yet');
  return holder.gateway;
}
