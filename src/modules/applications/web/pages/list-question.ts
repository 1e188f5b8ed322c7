import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { countOf, isAsked, itemQuestions } from '#regulations';
import type { ListQuestion } from '#regulations';
import { texts } from '#text';
import { button, fieldset } from '#ui';
import type { ListStep } from '../../draft.ts';
import { inputName, questionView } from './question.ts';
import type { QuestionView } from './question.ts';

/** The button of a list says what it does; no question can have a name that begins so. */
const changeName = '_list';

/** What a button of a list asks for; undefined where another button was pressed. */
export function listStepOf(body: Readonly<Record<string, unknown>>): ListStep | undefined {
  const pressed = body[changeName];
  const [, kind, list = '', place] =
    /^(add|remove) ([a-zA-Z0-9-]+)(?: (\d{1,2}))?$/.exec(typeof pressed === 'string' ? pressed : '') ?? [];
  if (kind === 'add') return { kind, list };
  return kind === 'remove' && place !== undefined ? { kind, list, place: Number(place) } : undefined;
}

/** The first field of one of a list, where the eye goes when it was added. */
export function firstFieldOf(list: ListQuestion, place: number): string {
  return inputName(itemQuestions(list, place)[0]?.id ?? list.id);
}

/**
 * A list as groups of the same questions. «Add» and «remove» are buttons of the form: they keep what was entered and work without
 * scripts; a hidden button before them takes the Enter key, which would else remove somebody.
 */
export function listView(view: Omit<QuestionView, 'question'>, list: ListQuestion): Html {
  const { locale, answers } = view;
  const words = texts(locale).applications.several;
  const count = countOf(list, answers);
  const items = Array.from({ length: count }, (_, place) => {
    const legend = `${list.item[locale]} ${place + 1}`;
    const questions = itemQuestions(list, place).filter((question) => isAsked(question, answers));
    const fields = questions.map((question) => questionView({ ...view, question, alone: false }));
    const remove = button({
      label: html`${words.remove}<span class="ds-sr-only"> ${legend}</span>`,
      variant: 'tertiary',
      name: changeName,
      value: `remove ${list.id} ${place}`,
    });
    return fieldset({ locale, name: inputName(`${list.id}.${place}`), legend }, html`${fields}${count > list.min && remove}`);
  });
  const add = button({ label: words.add, variant: 'secondary', name: changeName, value: `add ${list.id}` });
  return fieldset(
    { locale, name: list.id, legend: list.label[locale], hint: list.hint?.[locale], optional: list.min === 0 },
    html`<button class="ds-sr-only" type="submit" tabindex="-1" aria-hidden="true">${texts(locale).ui.next}</button>
<div class="bt-items">${items}</div>${count < list.max ? add : html`<p class="bt-hint">${words.most(list.max)}</p>`}`,
  );
}
