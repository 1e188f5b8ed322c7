import type { ApplicationServices } from '#applications';
import { cast } from '#seed';
import type { CastPerson } from '#seed';
import { formatName } from '#subjects';

function factsOf(person: CastPerson): Record<string, string> {
  const { settlement, street, building, flat } = person.address;
  const name = { surname: person.surname, name: person.name, ...(person.patronymic && { patronymic: person.patronymic }) };
  return {
    'personRegistry.fullName': formatName(name),
    'personRegistry.birthDate': person.birthDate,
    'personRegistry.address': [settlement, street, building, ...(flat === undefined ? [] : [flat])].join(', '),
    'personRegistry.document': person.documentNumber,
    'account.email': person.email,
  };
}

function castOf(iin: string): CastPerson | undefined {
  return Object.values<CastPerson>(cast).find((one) => one.iin === iin);
}

/** What the twin of the person registry would have said of the cast in those weeks; it answers now only. */
export const registryOfCast: Pick<ApplicationServices, 'known' | 'counterRegistries'> = {
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
    async findPower() {
      return { kind: 'absent' };
    },
  },
};
