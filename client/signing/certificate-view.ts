import { formatDate } from '#text';
import type { SigningConfig } from '#ui';
import type { PageKey } from './key-file.ts';

/** Fills the list with the certificate's data, for the person to check before signing. */
export function showCertificate(list: Element, { certificate }: PageKey, { texts, locale }: SigningConfig): void {
  const words = texts.certificate;
  const { person, purpose, issuer, notBefore, notAfter, serial } = certificate;
  const issuerName = issuer.rdns.flat().find(({ type }) => type === '2.5.4.3')?.text;
  const rows: readonly (readonly [string, string | undefined])[] = [
    [words.name, [person.commonName, person.patronymic].filter((part) => part !== undefined).join(' ')],
    [words.iin, person.iin],
    [words.organisation, person.organisation],
    [words.bin, person.bin],
    [words.email, person.email],
    [words.purpose, purpose === 'none' ? undefined : words[purpose]],
    [words.issuer, issuerName],
    [words.validFrom, formatDate(notBefore, locale)],
    [words.validUntil, formatDate(notAfter, locale)],
    [words.serial, serial],
  ];
  list.replaceChildren(...rows.flatMap(([term, value]) => (value === undefined || value === '' ? [] : [row(term, value)])));
}

function row(term: string, value: string): HTMLElement {
  const pair = document.createElement('div');
  const [dt, dd] = [document.createElement('dt'), document.createElement('dd')];
  dt.textContent = term;
  dd.textContent = value;
  pair.append(dt, dd);
  return pair;
}
