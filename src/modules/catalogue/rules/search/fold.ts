/** Kazakh letters as people type them on a Russian layout (design/gateway.md §5), and letters that look or sound alike. */
const folds: Readonly<Record<string, string>> = {
  ә: 'а',
  і: 'и',
  ң: 'н',
  ғ: 'г',
  ү: 'у',
  ұ: 'у',
  қ: 'к',
  ө: 'о',
  һ: 'х',
  ё: 'е',
};

/** Latin letters that stand in Kazakh and Russian texts by mistake: the seed itself writes «тиесiлi» with a Latin i. */
const lookalikes: Readonly<Record<string, string>> = {
  a: 'а',
  c: 'с',
  e: 'е',
  h: 'н',
  i: 'и',
  k: 'к',
  m: 'м',
  o: 'о',
  p: 'р',
  t: 'т',
  x: 'х',
  y: 'у',
};

const cyrillic = /\p{Script=Cyrillic}/u;

function foldWord(word: string): string {
  const letters = Array.from(word);
  const table = cyrillic.test(word) ? { ...lookalikes, ...folds } : folds;
  return letters.map((letter) => table[letter] ?? letter).join('');
}

/** The words of a text, folded: `«Кезекке қою»` → `кезекке`, `кою`. */
export function foldedWords(text: string): string[] {
  const words =
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.map(foldWord);
}
