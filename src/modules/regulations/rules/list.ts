import type { Answers, FieldName, ListQuestion, Question, SimpleQuestion } from './form.ts';

/** Answers, or what a browser sent in their names. */
type Named<T> = Readonly<Record<FieldName, T>>;

function fieldOf(list: ListQuestion, place: number, field: string): FieldName {
  return `${list.id}.${place}.${field}`;
}

/** The questions of one of a list, with the names under which its answers are kept: `children.0.name`. */
export function itemQuestions(list: ListQuestion, place: number): SimpleQuestion[] {
  const own = new Set(list.fields.map(({ id }) => id));
  return list.fields.map((field) => {
    const { when } = field;
    const sibling = when !== undefined && own.has(when.question);
    return {
      ...field,
      id: fieldOf(list, place, field.id),
      ...(sibling ? { when: { ...when, question: fieldOf(list, place, when.question) } } : {}),
    };
  });
}

/** To which of a list a field belongs; undefined for a field that is not of this list. */
function placeOf(list: ListQuestion, field: FieldName): number | undefined {
  const [, place] = field.startsWith(`${list.id}.`) ? (/^[^.]+\.(\d{1,3})\./.exec(field) ?? []) : [];
  return place === undefined ? undefined : Number(place);
}

/** How many there are: as many as were answered, not less than the least and not more than the most. */
export function countOf(list: ListQuestion, answers: Named<unknown>): number {
  const places = Object.keys(answers).map((field) => placeOf(list, field) ?? -1);
  return Math.min(list.max, Math.max(list.min, ...places.map((place) => place + 1)));
}

/** One more, empty, at the end; as it was where there are enough. */
export function addItem(list: ListQuestion, answers: Answers): Answers {
  const count = countOf(list, answers);
  if (count >= list.max) return answers;
  return { ...answers, ...Object.fromEntries(list.fields.map(({ id }) => [fieldOf(list, count, id), ''])) };
}

/** Without one; those after it move up. */
export function removeItem<T>(list: ListQuestion, answers: Named<T>, place: number): Record<FieldName, T> {
  const moved = Object.entries(answers).flatMap(([field, answer]): [FieldName, T][] => {
    const at = placeOf(list, field);
    if (at === undefined || at < place) return [[field, answer]];
    return at === place ? [] : [[fieldOf(list, at - 1, field.split('.').slice(2).join('.')), answer]];
  });
  return Object.fromEntries(moved);
}

/** Answers without those of a list, before they are entered anew: what was removed must not stay behind. */
export function withoutLists<T>(questions: readonly Question[], answers: Named<T>): Record<FieldName, T> {
  const lists = questions.filter((question) => question.type === 'list');
  const kept = Object.entries(answers).filter(([field]) => lists.every((list) => placeOf(list, field) === undefined));
  return Object.fromEntries(kept);
}

function isBlank(value: unknown): boolean {
  return typeof value !== 'string' || value.trim() === '';
}

/** Without those of which nothing was entered and that nobody asked for. */
export function withoutEmptyItems(list: ListQuestion, raw: Named<unknown>): Named<unknown> {
  let left = raw;
  for (let place = countOf(list, raw) - 1; place >= list.min; place -= 1) {
    const isEmpty = Object.entries(left).every(([field, value]) => placeOf(list, field) !== place || isBlank(value));
    if (isEmpty) left = removeItem(list, left, place);
  }
  return left;
}
