import type { DecisionView } from '#applications';
import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { isAskedInBoth } from '#regulations';
import type { RequiredDocument } from '#regulations';
import { formatTime, texts } from '#text';
import type { Locale } from '#text';
import {
  alert,
  button,
  buttonGroup,
  buttonLink,
  checkboxes,
  errorOf,
  errorSummary,
  facts,
  form,
  radios,
  select,
  textarea,
  textField,
} from '#ui';
import type { FieldError } from '#ui';
import { seenOf } from '#applications';
import { askedNames, fieldNames, longestValue, missingRegisters, promptOf, registerName } from '../decision-form.ts';
import type { Typed } from '../decision-form.ts';
import type { DeskModel } from '../desk-model.ts';
import { paths } from '../place.ts';

export interface DecisionProps {
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
}

function documentCheck(document: RequiredDocument, { files }: DeskModel, props: DecisionProps & { locale: Locale }): Html {
  const { typed, errors, locale } = props;
  const words = texts(locale).workplaces.decision;
  const name = fieldNames.check(document.id);
  return radios({
    locale,
    name,
    legend: document.title[locale],
    hint: files.some(({ kind }) => kind === document.id) ? undefined : words.notAttached,
    options: [
      { value: 'ok', label: words.ok },
      { value: 'wrong', label: words.wrong },
    ],
    value: typed.checks[document.id],
    error: errorOf(errors, name),
    inline: true,
  });
}

/** What the registers say and the officer cannot change. */
function fixedFacts({ output, fields, composition }: DecisionView, locale: Locale): Html | undefined {
  const fixed = output.facts.filter(({ id, source }) => source.from === 'register' && !fields.some(({ fact }) => fact.id === id));
  const lines = fixed.flatMap((fact) => {
    const printed = composition.facts.find(({ id }) => id === fact.id);
    return printed === undefined ? [] : [{ term: promptOf(fact, locale), value: printed.value[locale === 'ru' ? 'ru' : 'kk'] }];
  });
  return lines.length === 0 ? undefined : facts(lines);
}

function valueField(view: DecisionView, field: DecisionView['fields'][number], props: DecisionProps & { locale: Locale }): Html {
  const { typed, errors, locale } = props;
  const { fact, suggested, required, lines } = field;
  if (isAskedInBoth(fact)) return textInBoth(view, field, props);
  const name = fieldNames.value(view.output.id, fact.id);
  const common = {
    locale,
    name,
    label: promptOf(fact, locale),
    value: typed.values[view.output.id]?.[fact.id] ?? suggested,
    error: errorOf(errors, name),
    optional: !required,
    maxLength: longestValue,
  };
  if (lines > 1) return textarea({ ...common, rows: lines });
  return textField({ ...common, source: suggested === '' ? undefined : texts(locale).workplaces.decision.fromRegister });
}

/** The document is in Kazakh and in Russian, and so are the officer's own words; written in one, they are printed in that one. */
function textInBoth(view: DecisionView, field: DecisionView['fields'][number], props: DecisionProps & { locale: Locale }): Html {
  const { typed, errors, locale } = props;
  const { fact, required, lines: rows } = field;
  const words = texts(locale).workplaces.decision;
  const label = promptOf(fact, locale);
  const labels = [words.inKazakh(label), words.inRussian(label)];
  const fields = askedNames(fact).map((id, index) => {
    const name = fieldNames.value(view.output.id, id);
    const value = typed.values[view.output.id]?.[id];
    const hint = index === 0 ? undefined : words.inBothHint;
    return textarea({
      locale,
      name,
      label: labels[index] ?? label,
      hint,
      value,
      error: errorOf(errors, name),
      optional: index > 0 || !required,
      maxLength: longestValue,
      rows,
    });
  });
  return html`${fields}`;
}

/** @param option its place among the options, from 1: the style sheet shows the fields of the chosen one */
function outputFields(
  desk: DeskModel,
  { view, option }: { view: DecisionView; option: number },
  props: DecisionProps & { locale: Locale },
): Html {
  const { typed, errors, locale } = props;
  const words = texts(locale).workplaces.decision;
  const grounds = checkboxes({
    locale,
    name: fieldNames.grounds,
    legend: words.grounds,
    options: desk.regulation.passport.refusalGrounds.map(({ id, text }) => ({ value: id, label: text[locale] })),
    values: typed.grounds,
    error: errorOf(errors, fieldNames.grounds),
  });
  const fields = view.fields.map((field) => valueField(view, field, props));
  return html`<div class="bt-output" data-option="${option}">${view.output.kind === 'refusal' && grounds}${fixedFacts(view, locale)}${fields}</div>`;
}

/** A result that some register makes impossible is not offered; the officer is told why and where to look. */
function impossible(desk: DeskModel, view: DecisionView, locale: Locale): Html | undefined {
  const words = texts(locale).workplaces.decision;
  const missing = missingRegisters(view);
  const [first] = missing;
  if (first === undefined) return undefined;
  const registers = missing.map((register) => registerName(register, locale));
  const look = buttonLink({
    href: `${paths.registers}/${first}?q=${desk.application.consumerIin}`,
    label: words.lookUp,
    variant: 'tertiary',
  });
  return alert({ locale, tone: 'warning', content: html`${words.notInRegister(registers.join(', '))} ${look}` });
}

function outputs(desk: DeskModel, props: DecisionProps & { locale: Locale }): Html {
  const { typed, errors, locale } = props;
  const words = texts(locale).workplaces.decision;
  const possible = desk.views.filter((view) => missingRegisters(view).length === 0);
  const choice = radios({
    locale,
    name: fieldNames.output,
    legend: words.output,
    options: possible.map(({ output }) => ({ value: output.id, label: output.name[locale] })),
    value: possible.length === 1 ? possible[0]?.output.id : typed.output,
    error: errorOf(errors, fieldNames.output),
  });
  const reasons = desk.views.map((view) => impossible(desk, view, locale));
  return html`${reasons}${choice}${possible.map((view, index) => outputFields(desk, { view, option: index + 1 }, props))}`;
}

/** The decision at the right of the desk: check list, outcome, what the document will say; one form, one save (WRK-1). */
export function decisionForm(desk: DeskModel, props: DecisionProps, locale: Locale): Html {
  const { application, preparation, regulation, place } = desk;
  const words = texts(locale).workplaces.decision;
  const { returnedReason, changedAt } = preparation;
  const all = { ...props, locale };
  const returned =
    returnedReason !== undefined &&
    alert({ locale, tone: 'warning', title: words.returned, content: words.returnedReason(returnedReason), level: 3 });
  const checks = regulation.passport.requiredDocuments.map((document) => documentCheck(document, desk, all));
  const saved = changedAt !== undefined && html`<p class="bt-hint" role="status">${words.saved(formatTime(changedAt))}</p>`;
  const content = html`${checks.length > 0 && html`<h3>${words.checks}</h3>`}${checks}${outputs(desk, all)}
${buttonGroup(button({ label: words.preview, name: 'go', value: 'preview' }), button({ label: words.save, variant: 'secondary', name: 'go', value: 'save' }))}${saved}`;
  const action = paths.act(application.id, 'decision', place);
  return html`${errorSummary({ locale, errors: props.errors })}${returned}${form({ action, hidden: { seen: seenOf(preparation) }, content })}`;
}

/** Giving the request to a colleague or back to the queue; rarely needed, so it stands last and closed. */
export function passForms({ application, place, colleagues }: DeskModel, locale: Locale, error: string | undefined): Html {
  const words = texts(locale).workplaces.pass;
  const options = colleagues.map(({ id, name }) => ({ value: id, label: [name.surname, name.name].join(' ') }));
  const handOver = form({
    action: paths.act(application.id, 'hand-over', place),
    content: html`${select({ locale, name: 'colleague', label: words.colleague, options, placeholder: words.choose, error })}
${buttonGroup(button({ label: words.handOver, variant: 'secondary' }))}`,
  });
  const release = form({
    action: paths.act(application.id, 'release', place),
    content: buttonGroup(button({ label: words.release, variant: 'tertiary' })),
  });
  const open = error === undefined ? '' : html` open`;
  return html`<details class="ds-details bt-details"${open}><summary>${words.title}</summary><div>${options.length > 0 ? handOver : html`<p>${words.noColleague}</p>`}${release}</div></details>`;
}

/** What could not be stored, to be copied. */
export function typedView(desk: DeskModel, typed: Typed, locale: Locale): Html {
  const words = texts(locale).workplaces.decision;
  const labelOf = (output: string, id: string): string => {
    const facts = desk.regulation.outputs.find((one) => one.id === output)?.facts ?? [];
    const fact = facts.find((one) => askedNames(one).includes(id));
    return fact === undefined ? id : promptOf(fact, locale);
  };
  const lines = Object.entries(typed.values).flatMap(([output, values]) =>
    Object.entries(values).map(([id, value]) => ({ term: labelOf(output, id), value })),
  );
  return lines.length === 0 ? html`` : html`<h3>${words.typed}</h3>${facts(lines)}`;
}
