import type { Bilingual, Fact } from './code/payload.ts';

/** What a fact states in one line; a table line by line, as «1 IV 2026 47 184 теңге; 2 I 2027 70 776 теңге». */
export function factInLine(fact: Fact): Bilingual {
  if (!('table' in fact)) return fact.value;
  const { rows } = fact.table;
  const line = (language: keyof Bilingual) => rows.map((cells) => cells.map((cell) => cell[language]).join(' ')).join('; ');
  return { kk: line('kk'), ru: line('ru') };
}
