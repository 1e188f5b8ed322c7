/** A natural person's name as the person registry gives it. Not everybody has a patronymic. */
export interface PersonName {
  readonly surname: string;
  readonly name: string;
  readonly patronymic?: string | undefined;
}

/** `Сәрсенова Айгүл Маратқызы`. */
export function formatName({ surname, name, patronymic }: PersonName): string {
  return [surname, name, patronymic].filter(Boolean).join(' ');
}

/** `А. М. Сәрсенова`, as under a signature. */
export function formatShortName({ surname, name, patronymic }: PersonName): string {
  const initials = [name, patronymic].flatMap((part) => {
    const [first] = part ?? '';
    return first === undefined ? [] : [`${first}.`];
  });
  return [...initials, surname].join('\u00a0');
}

/**
 * A name as people write it: registries and certificates give capitals only (`СЕЙІТОВА`, `ӘЛ-ФАРАБИ`). What is not all capitals was written by
 * somebody with care and stays.
 */
export function readableName(text: string): string {
  const trimmed = text.trim();
  if (trimmed !== trimmed.toLocaleUpperCase('kk') || trimmed.length < 2) return trimmed;
  return trimmed
    .toLocaleLowerCase('kk')
    .replaceAll(/(^|[\s\-'’(])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toLocaleUpperCase('kk'));
}
