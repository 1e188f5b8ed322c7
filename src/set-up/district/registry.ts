import type { ApplicationServices } from '#applications';
import type { Clock } from '#kit/clock';
import { cast, powersOfAttorney } from '#seed';
import type { CastPerson } from '#seed';
import { formatName } from '#subjects';
import { formatDay } from '#text';

const day = 86_400_000;

function nameOf({ surname, name, patronymic }: CastPerson): string {
  return formatName({ surname, name, ...(patronymic && { patronymic }) });
}

function factsOf(person: CastPerson): Record<string, string> {
  const { settlement, street, building, flat } = person.address;
  return {
    'personRegistry.fullName': nameOf(person),
    'personRegistry.birthDate': person.birthDate,
    'personRegistry.address': [settlement, street, building, ...(flat === undefined ? [] : [flat])].join(', '),
    'personRegistry.document': person.documentNumber,
    'account.email': person.email,
  };
}

function castOf(iin: string): CastPerson | undefined {
  return Object.values<CastPerson>(cast).find((one) => one.iin === iin);
}

/** What the twins of the registries would have said of the cast in those weeks; they answer now only. @param now the day from which ages count */
export function registriesOfCast({ now }: Clock): Pick<ApplicationServices, 'known' | 'counterRegistries'> {
  const { number, representative, age, term } = powersOfAttorney.valid;
  const onDay = (days: number): string => formatDay(new Date(now().getTime() + days * day));
  return {
    known: {
      async ask({ iin }) {
        const person = castOf(iin);
        return { kind: 'known', facts: person === undefined ? {} : factsOf(person) };
      },
    },
    counterRegistries: {
      async findPerson(iin) {
        const person = castOf(iin);
        if (person === undefined) return { kind: 'absent' };
        return { kind: 'found', facts: factsOf(person), identityCards: [person.documentNumber] };
      },
      async findPower(asked) {
        if (asked.number !== number || asked.representative !== cast[representative].iin) return { kind: 'absent' };
        const confirmed = { name: nameOf(cast[representative]), issuedOn: onDay(-age), validUntil: onDay(term - age) };
        return { kind: 'valid', confirmed };
      },
    },
  };
}
