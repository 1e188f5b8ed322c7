import type { CounterGround, CounterRegistries, KnownAnswer, KnownFacts } from '#applications';
import { readerOf } from '#identity';
import type { PersonLookup } from '#identity';
import { formatAddress } from '#registries';
import type { PersonRegistry } from '#registries';
import type { Known } from '#regulations';
import { formatName } from '#subjects';
import type { Locale } from '#text';
import type { RegistryClients } from './registry-clients.ts';

type FoundPerson = Extract<Awaited<ReturnType<PersonRegistry['findPerson']>>, { kind: 'found' }>['person'];

type IdentityDocument = FoundPerson['documents'][number];

function documentFacts(document: IdentityDocument | undefined, locale: Locale): Known {
  if (document === undefined) return {};
  const { number, issuer, beginDate } = document;
  return {
    'personRegistry.document': number,
    ...(issuer === undefined ? {} : { 'personRegistry.documentIssuedBy': locale === 'ru' ? issuer.nameRu : issuer.nameKz }),
    ...(beginDate === undefined ? {} : { 'personRegistry.documentIssuedOn': beginDate }),
  };
}

/** What fills a form in, from the person registry and the account (APP-2). */
export function knownFacts(persons: PersonRegistry): KnownFacts {
  return {
    async ask({ iin, accountId, locale, email }): Promise<KnownAnswer> {
      const answer = await persons.findPerson(iin, { who: accountId, purpose: 'application' });
      if (answer.kind === 'unavailable') return answer;
      const account = { 'account.email': email };
      if (answer.kind === 'absent') return { kind: 'known', facts: account };
      return { kind: 'known', facts: { ...account, ...factsOf(answer.person, locale) } };
    },
  };
}

function factsOf(person: FoundPerson, locale: Locale): Known {
  const address = person.address && formatAddress(person.address, locale);
  return {
    'personRegistry.fullName': formatName(person.name),
    'personRegistry.birthDate': person.birthDate,
    ...(address ? { 'personRegistry.address': address } : {}),
    ...documentFacts(
      person.documents.find(({ valid }) => valid),
      locale,
    ),
  };
}

function groundOf({ officer, draftId, identityCard = '', powerOfAttorney }: CounterGround) {
  const consent =
    powerOfAttorney === undefined
      ? ({ kind: 'presence', number: identityCard } as const)
      : ({ kind: 'powerOfAttorney', number: powerOfAttorney } as const);
  return { ...readerOf(officer), purpose: 'application', reference: draftId, consent };
}

/** What officers and operators ask at a counter (PRO-3 and PRO-4, step 3). */
export function counterRegistries({ persons, notary }: RegistryClients['workplace']): CounterRegistries {
  return {
    async findPerson(iin, locale, ground) {
      const answer = await persons.findPerson(iin, groundOf(ground));
      if (answer.kind !== 'found') return answer;
      const identityCards = answer.person.documents.filter(({ valid }) => valid).map(({ number }) => number);
      return { kind: 'found', facts: factsOf(answer.person, locale), identityCards };
    },
    async findPower(asked, ground) {
      const answer = await notary.findPowerOfAttorney(asked, groundOf(ground));
      if (answer.kind !== 'found') return answer;
      if (answer.standing !== 'valid') return { kind: answer.standing };
      const { representative, issuedOn, validUntil } = answer.power;
      return { kind: 'valid', confirmed: { name: formatName(representative.name), issuedOn, validUntil } };
    },
  };
}

/** What registration asks of the person registry (REG-2). */
export function personLookup(persons: PersonRegistry): PersonLookup {
  return {
    async find(iin, purpose) {
      const answer = await persons.findPerson(iin, { purpose });
      if (answer.kind !== 'found') return answer;
      const { name, birthDate, documents } = answer.person;
      const documentNumbers = documents.filter(({ valid }) => valid).map(({ number }) => number);
      return { kind: 'found', name, birthDate, documentNumbers };
    },
  };
}
