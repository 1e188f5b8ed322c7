import { cast, powersOfAttorney } from '#seed';
import type { CastPerson, CastPower } from '#seed';
import { formatName } from '#subjects';
import type { CounterRegistries } from './services.ts';

/** The registries as they answer about the cast; the powers of attorney are those of the notary system's twin. */
export const registriesOfCast: CounterRegistries = {
  async findPerson(iin) {
    const person = Object.values<CastPerson>(cast).find((one) => one.iin === iin);
    if (person === undefined) return { kind: 'absent' };
    const { settlement, street } = person.address;
    const facts = { 'personRegistry.fullName': formatName(person), 'personRegistry.address': `${settlement}, ${street}` };
    return { kind: 'found', facts };
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
