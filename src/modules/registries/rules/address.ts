import { texts } from '#text';
import type { Locale } from '#text';
import type { Address, Coded } from './person.ts';

/** The address in one line, from the oblast down, as it is written in the state; the registry's own words are Kazakh and Russian. */
export function formatAddress(address: Address, locale: Locale): string {
  const words = texts(locale).registries.address;
  const named = (coded: Coded | undefined): string | undefined => coded && nameOf(coded, locale);
  const parts = [
    named(address.district),
    named(address.region),
    address.city,
    address.street,
    address.building && words.building(address.building),
    address.corpus && words.corpus(address.corpus),
    address.flat && words.flat(address.flat),
  ];
  return parts.filter(Boolean).join(', ');
}

/** A dictionary's name in the language of the reader; who reads English gets the Russian one, as registries have no third. */
export function nameOf({ nameKz, nameRu }: Coded, locale: Locale): string {
  return locale === 'kk' ? nameKz || nameRu : nameRu || nameKz;
}
