/**
 * Endings of Kazakh words, folded (vowel harmony and hard or soft consonants give several of each), in the order in which they
 * stand from the end of the word: instrument and case, possession, plural, and the commonest word-forming ones. No package
 * knows Kazakh (design/gateway.md §5).
 */
const kazakhLayers: readonly (readonly string[])[] = [
  ['менен', 'мен', 'бен', 'пен'],
  ['нан', 'нен', 'дан', 'ден', 'тан', 'тен', 'нын', 'нин', 'дын', 'дин', 'тын', 'тин', 'нда', 'нде'],
  ['га', 'ге', 'ка', 'ке', 'на', 'не', 'да', 'де', 'та', 'те', 'ны', 'ни', 'ды', 'ди', 'ты', 'ти'],
  ['нис', 'ныз', 'низ', 'мыз', 'миз', 'сы', 'си', 'ым', 'им', 'ын', 'ин', 'ы', 'и'],
  ['лар', 'лер', 'дар', 'дер', 'тар', 'тер'],
  ['лык', 'лик', 'дык', 'дик', 'тык', 'тик', 'лыг', 'лиг', 'дыг', 'диг', 'тыг', 'тиг'],
];

/** Endings of Russian nouns and adjectives, folded, longest first. */
const russianEndings = [
  ['иями', 'ями', 'ами', 'ого', 'его', 'ому', 'ему', 'ыми', 'ими', 'ией', 'иях'],
  ['ия', 'ие', 'ии', 'ию', 'ов', 'ев', 'ей', 'ой', 'ый', 'ий', 'ая', 'яя', 'ое', 'ее', 'ые', 'ую', 'юю', 'ых', 'их', 'ам', 'ям'],
  ['ом', 'ем', 'ах', 'ях', 'ью', 'ье'],
  ['а', 'я', 'о', 'е', 'ы', 'и', 'у', 'ю', 'ь', 'й'],
].flat();

/** The silent -e goes too, so that `certificates` and `certificate` meet. */
const englishEndings = ['ings', 'ing', 'ies', 'ed', 'es', 's', 'y', 'e'];

/** What is left of a word must still tell it from others. */
const shortest = { kk: 3, ru: 3, en: 3 } as const;

function without(word: string, endings: readonly string[], least: number): string {
  const ending = endings.find((one) => word.endsWith(one) && word.length - one.length >= least);
  return ending === undefined ? word : word.slice(0, -ending.length);
}

/** Before a vowel к, қ, п are spoken and written г, ғ, б: кезек, кезегі; кітап, кітабы. */
const hardened: Readonly<Record<string, string>> = { г: 'к', б: 'п' };

function kazakhStem(word: string): string {
  const stem = kazakhLayers.reduce((rest, endings) => without(rest, endings, shortest.kk), word);
  return stem.replace(/[гб]$/, (last) => hardened[last] ?? last);
}

/**
 * The forms under which a folded word is found. Which language a word is of is not known from the word: a Cyrillic one is stripped as
 * Kazakh and as Russian. Both the services' texts and what is typed go through here, so that they meet.
 */
export function stemsOf(word: string): string[] {
  if (/^[a-z]+$/.test(word)) return [...new Set([word, without(word, englishEndings, shortest.en)])];
  return [...new Set([word, kazakhStem(word), without(word, russianEndings, shortest.ru)])];
}
