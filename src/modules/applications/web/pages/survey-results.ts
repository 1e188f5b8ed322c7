import { html } from '#kit/html';
import type { Html } from '#kit/html';
import type { Regulation } from '#regulations';
import { texts } from '#text';
import type { Locale } from '#text';
import { barChart, emptyState, filters, heading, layout, select, table } from '#ui';
import type { PageContext } from '#ui';
import { leastAnswers, leastCell } from '../../rules/survey-results.ts';
import type { ShownQuestion, ShownResult } from '../../rules/survey-results.ts';

export interface ServiceResult {
  readonly service: string;
  readonly regulation: Regulation;
  readonly result: ShownResult;
}

export interface SurveyResultsProps {
  /** `2026-Q4`, the newest first. */
  readonly quarters: readonly string[];
  readonly quarter: string | undefined;
  readonly service: string | undefined;
  readonly results: readonly ServiceResult[];
}

function quarterName(quarter: string, locale: Locale): string {
  const [year = '', number = ''] = quarter.split('-Q');
  return texts(locale).surveys.page.quarter(year, number);
}

function filterView({ quarters, quarter, service, results }: SurveyResultsProps, locale: Locale): Html {
  const words = texts(locale).surveys.page;
  const period = select({
    locale,
    name: 'quarter',
    label: words.period,
    options: quarters.map((one) => ({ value: one, label: quarterName(one, locale) })),
    value: quarter,
  });
  const services = select({
    locale,
    name: 'service',
    label: words.service,
    placeholder: words.all,
    options: results.map((one) => ({ value: one.service, label: one.regulation.passport.shortTitle[locale] })),
    value: service,
  });
  return filters({ locale, action: '/survey', content: html`${period}${services}` });
}

function questionView({ question, answers }: ShownQuestion, of: ServiceResult, locale: Locale): Html {
  const words = texts(locale).surveys.page;
  const { survey } = of.regulation;
  const caption = survey.questions.find(({ id }) => id === question)?.text[locale] ?? question;
  const named = answers.map(({ answer, count }) => ({
    label: survey.answers.find(({ id }) => id === answer)?.text[locale] ?? answer,
    value: count === 'hidden' ? 1 : count,
    shown: count === 'hidden' ? words.hidden(leastCell) : String(count),
  }));
  const chart = barChart({ id: `${of.service}-${question}`, title: caption, bars: named.map((bar) => ({ ...bar, shown: '' })) });
  const columns = [{ label: texts(locale).panels.survey.answer }, { label: words.answers, numeric: true }];
  return html`<h3>${caption}</h3><div class="bt-beside"><div>${chart}</div>${table({ caption, captionHidden: true, columns, rows: named.map(({ label, shown }) => [label, shown]) })}</div>`;
}

function resultView(of: ServiceResult, locale: Locale): Html {
  const words = texts(locale).surveys.page;
  const { result, regulation, service } = of;
  const title = html`<h2><a class="ds-link" href="/services/${service}">${regulation.passport.shortTitle[locale]}</a></h2>`;
  if (result.kind === 'few') return html`<section class="bt-section">${title}<p>${words.few(leastAnswers)}</p></section>`;
  const questions = result.questions.map((question) => questionView(question, of, locale));
  return html`<section class="bt-section">${title}<p class="bt-muted">${words.answers}: ${result.total}. ${result.rounded && words.rounded}</p>${questions}</section>`;
}

/** The public results of the survey, without anybody's data (SUR-1). */
export function surveyResultsView(context: PageContext, props: SurveyResultsProps): Html {
  const { locale } = context;
  const { quarter, service, results } = props;
  const words = texts(locale).surveys.page;
  const shown = results.filter((one) => service === undefined || one.service === service);
  const content =
    quarter === undefined
      ? emptyState({ title: words.empty, content: words.emptyText })
      : html`${filterView(props, locale)}${shown.map((one) => resultView(one, locale))}`;
  return layout(context, {
    title: words.title,
    description: words.lead,
    content: html`${heading({ title: words.title, lead: words.lead })}${content}`,
    width: 'wide',
  });
}
