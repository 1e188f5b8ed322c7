/** Letters that only the Kazakh of our two languages in Cyrillic has. */
const onlyKazakh = /[әғқңөұүһі]/i;
/** Short words and endings that Russian cannot do without and Kazakh has not. */
const onlyRussian =
  /(?<!\p{L})(?:и|в|во|на|не|с|со|по|о|об|для|от|из|к|до|за|при|или|что|как|нет|вы|вас|вам|под|если|когда|после|только)(?!\p{L})|(?:ого|его|ому|ему|ую|юю|ые|ие|ый|ий|ая|ться|тся|ите|ения|ение|ость|ости)(?!\p{L})/iu;

/**
 * In which of the two official languages somebody wrote, told by the letters, and for Russian by its small words; for screen readers, which
 * read the one by the rules of the other otherwise (WCAG 3.1.2).
 *
 * @returns undefined for what does not tell, as numbers and many names, and for other scripts
 */
export function languageOf(text: string): 'kk' | 'ru' | undefined {
  if (onlyKazakh.test(text)) return 'kk';
  return onlyRussian.test(text) ? 'ru' : undefined;
}
