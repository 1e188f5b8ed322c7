import { createDocuments, createFiles, folderFileStore, sealOf } from '#documents';
import type { TestAuthority } from '#authority/testing';
import type { FixedClock } from '#kit/clock';
import { silentLog } from '#kit/log';
import type { TestDatabase } from '#kit/testing';
import { createTrustStore, createVerifier, httpFetcher, networkRevocation, timestamper, trustAnchor } from '#pki';
import { watchLookups } from '#registries';
import type { Library } from '#regulations';
import { bodies, cast, powersOfAttorney } from '#seed';
import type { CastPerson, CastPower } from '#seed';
import { formatName } from '#subjects';
import type { ApplicationServices, CounterRegistries, RegulationSource } from './services.ts';

/** The registries as they answer about the cast; the powers of attorney are those of the notary system's twin. */
const registriesOfCast: CounterRegistries = {
  async findPerson(iin) {
    const person = Object.values<CastPerson>(cast).find((one) => one.iin === iin);
    if (person === undefined) return { kind: 'absent' };
    const { settlement, street } = person.address;
    const facts = { 'personRegistry.fullName': formatName(person), 'personRegistry.address': `${settlement}, ${street}` };
    return { kind: 'found', facts, identityCards: [person.documentNumber] };
  },
  async findPower({ number, principal, representative }) {
    const power = Object.values<CastPower>(powersOfAttorney).find((one) => one.number === number);
    if (power === undefined || cast[power.principal].iin !== principal || cast[power.representative].iin !== representative)
      return { kind: 'absent' };
    if (power.revoked !== undefined) return { kind: 'revoked' };
    if (power.age > power.term) return { kind: 'expired' };
    if (!power.powers.some((code) => code === '01' || code === '02')) return { kind: 'otherKind' };
    const confirmed = { name: formatName(cast[power.representative]), issuedOn: '2026-01-01', validUntil: '2027-01-01' };
    return { kind: 'valid', confirmed };
  },
};

/** All of a library, whatever the day. */
function regulationsOf(library: Library): RegulationSource {
  return {
    current: (service, at) => library.servicesAt(at).find(({ id }) => id === service)?.regulation,
    offered: (at) => library.servicesAt(at).flatMap(({ regulation }) => regulation ?? []),
    version: (service, version) => library.regulation(service, version),
  };
}

/** What an office works with: all of it real but for the foreign registries and the gateway. */
export function servicesOf(parts: {
  world: TestDatabase;
  clock: FixedClock;
  ca: TestAuthority;
  library: Library;
  folder: string;
}): ApplicationServices {
  const { world, clock, ca, library, folder } = parts;
  const { ocsp, issuingCrl, rootCrl } = ca.authority.addresses;
  const trust = createTrustStore([trustAnchor(ca.root, { ocsp: [ocsp], crl: [issuingCrl, rootCrl] })]);
  const revocation = networkRevocation({ fetcher: httpFetcher(() => clock.now().getTime()), goodFor: 0 });
  const store = folderFileStore(folder, clock);
  return {
    db: world.db,
    clock,
    verifier: createVerifier({ trust, revocation, clock, intermediates: [ca.issuing] }),
    trust,
    stamper: timestamper(
      ca.authority.addresses.timeStamps,
      httpFetcher(() => clock.now().getTime()),
    ),
    log: silentLog,
    regulations: regulationsOf(library),
    calendar: library.calendar,
    lookups: watchLookups({ db: world.db, clock, log: silentLog, limits: { slow: 1_000, stop: 2_000, listed: 10_000 } }),
    known: { ask: async () => ({ kind: 'unavailable', since: clock.now() }) },
    counterRegistries: registriesOfCast,
    findServices: () => [],
    files: createFiles({ store, clock, sizeLimit: 100_000, countLimit: 5 }),
    unsentHours: 72,
    documents: createDocuments({ store, clock, verifyAt: 'portal.example.kz/verify' }),
    async sealOf(bin) {
      const seal = await ca.system({ name: 'Электрондық әкімдік', organisation: { bin, name: bodies.employment.name.kk } });
      return sealOf(seal.signer, [seal.certificate.der, ca.issuing.der]);
    },
    portalUrl: 'https://portal.example.kz',
    workplaceUrl: 'https://workplace.example.kz',
  };
}
