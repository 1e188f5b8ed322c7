import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadRegulations } from '../adapters/folder.ts';
import type { Regulation } from './regulation.ts';

const root = join(import.meta.dirname, '../../../..');
const seedPath = join(root, '../shared/seeds/002_46c37acbf61dd8f8.txt');
const skip = !existsSync(seedPath) && 'the seed does not stand beside the checkout';
const library = loadRegulations(join(root, 'regulations'));

/** Letters and digits alone: the seed's text came out of a PDF, with words spaced out, blanks to be filled in and hyphens lost. */
function bare(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('i', 'і')
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** What stands between the places of a text. */
function pieces(text: string): string[] {
  return text
    .split(/\{\{\w+\}\}|[().,;:!–«»]/)
    .map((piece) => piece.trim())
    .filter((piece) => piece.length > 3);
}

/** Words that the seed does not have: where it is broken off, names a place by a blank, or has a slip (docs/divergences.md). */
const ours: Readonly<Record<string, readonly string[]>> = {
  'rg-4': [
    'refusal.title: АНЫҚТАМА БЕРУДЕН БАС ТАРТУ ТУРАЛЫ ХАБАРЛАМА',
    'result: мекенжайында тұратын азамат',
    'result: ол шын мәнінде Көкпекті ауданы әкімдігінің',
    'statement.0: болып тағайындалғаным туралы анықтама беруіңізді сұраймын',
    'statement.0: және оның мүлкіне қорғаншы',
  ],
  'rg-5': [
    'refusal.title: ҚЫЗМЕТТЕН БАС ТАРТУ ТУРАЛЫ ДӘЛЕЛДІ ЖАУАП',
    'refusal: Сіз қолданыстағы заңнамаға сәйкес белгіленген тәртіппен шағым бере аласыз',
    'refusal: Сізге сұралған мемлекеттік қызметті көрсетуден бас тартылғандығын хабарлаймыз',
    'result: Қазақстан Республикасы Заңының 13-бабының 3-тармағына',
    'result: Қазақстан Республикасы Кодексінің 128-бабына сәйкес',
    'statement.1: ай мерзімге кредит алу үшін кепілге қоюға рұқсат беруіңізді сұраймыз',
  ],
  'rg-6': [
    'bank: Көкпекті ауданының білім беру бөлімі кәмелетке толмаған баланың',
    'bank: банкіндегі кәмелетке толмаған баланың',
    'bank: заңды өкіліне',
    'pensionFund: Көкпекті ауданының білім беру бөлімі кәмелетке толмаған баланың',
    'pensionFund: берілген мемлекеттік лицензия №',
    'pensionFund: заңды өкіліне',
    'pensionFund: қорында мұраға қалатын зейнетақы жинақтарын алуға рұқсат береді',
    'refusal.title: ҚЫЗМЕТТЕН БАС ТАРТУ ТУРАЛЫ ДӘЛЕЛДІ ЖАУАП',
    'refusal: Сіз қолданыстағы заңнамаға сәйкес белгіленген тәртіппен шағым бере аласыз',
    'refusal: Сізге сұралған мемлекеттік қызметті көрсетуден бас тартылғандығын хабарлаймыз',
    'statement.0: жинақтаушы зейнетақы қорындағы зейнетақы жинақтарын салымшы',
    'statement.0: кәмелетке толмаған балаларының алуына рұқсат беруіңізді сұраймын',
    'statement.10: Жол полициясының бөлімшесі',
    'statement.1: Сізден кәмелетке толмаған балалардың',
    'statement.2: Сізден кәмелетке толмаған балаға',
  ],
  'rg-7': [
    'statement.0: санаты бойынша мемлекеттік тұрғын үй қорынан тұрғын үйге немесе жеке тұрғын үй қорынан жергілікті атқарушы орган жалдаған тұрғын үйге мұқтаж азамат ретінде есепке қоюыңызды сұраймын',
  ],
};

function kazakhOf({ form, outputs }: Regulation): [where: string, text: string][] {
  return [
    ...form.statement.map(({ text }, place) => [`statement.${place}`, text.kk] as [string, string]),
    ...outputs.flatMap(({ id, title, opening, closing, signatures }) => [
      [`${id}.title`, title.kk] as [string, string],
      ...[opening?.kk ?? '', closing?.kk ?? '', ...signatures.map(({ label }) => label.kk)].map(
        (text) => [id, text] as [string, string],
      ),
    ]),
  ];
}

for (const [id, requirement] of [
  ['rg-4', 'FRM-4'],
  ['rg-5', 'FRM-5'],
  ['rg-6', 'FRM-6'],
  ['rg-7', 'FRM-7'],
] as const) {
  test(`${requirement} FRM-8 the forms and documents of ${id} keep the words of the seed`, { skip }, () => {
    const seed = bare(readFileSync(seedPath, 'utf8'));
    const strange = kazakhOf(library.regulation(id, 1)).flatMap(([where, text]) =>
      pieces(text)
        .filter((piece) => !seed.includes(bare(piece)))
        .map((piece) => `${where}: ${piece}`),
    );
    assert.deepEqual(strange.toSorted(), [...(ours[id] ?? [])].toSorted());
  });
}
