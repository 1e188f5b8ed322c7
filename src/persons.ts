import type { KnownAnswer, KnownFacts } from '#applications';
import type { PersonLookup } from '#identity';
import { formatAddress } from '#registries';
import type { PersonRegistry } from '#registries';
import type { Known } from '#regulations';
import { formatName } from '#subjects';
import type { Locale } from '#text';

type IdentityDocument = Extract<
  Awaited<ReturnType<PersonRegistry['findPerson']>>,
  { kind: 'found' }
>['person']['documents'][number];

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
      if (answer.kind === 'unavailable') return { kind: 'unavailable' };
      const account = { 'account.email': email };
      if (answer.kind === 'absent') return { kind: 'known', facts: account };
      const { person } = answer;
      const address = person.address && formatAddress(person.address, locale);
      const document = person.documents.find(({ valid }) => valid);
      return {
        kind: 'known',
        facts: {
          ...account,
          'personRegistry.fullName': formatName(person.name),
          'personRegistry.birthDate': person.birthDate,
          ...(address ? { 'personRegistry.address': address } : {}),
          ...documentFacts(document, locale),
        },
      };
    },
  };
}

/** What registration asks of the person registry (REG-2). */
export function personLookup(persons: PersonRegistry): PersonLookup {
  return {
    async find(iin, purpose) {
      const answer = await persons.findPerson(iin, { purpose });
      if (answer.kind !== 'found') return { kind: answer.kind };
      const { name, birthDate, documents } = answer.person;
      const documentNumbers = documents.filter(({ valid }) => valid).map(({ number }) => number);
      return { kind: 'found', name, birthDate, documentNumbers };
    },
  };
}
