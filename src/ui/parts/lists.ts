import { html } from '#kit/html';
import type { Html, Renderable } from '#kit/html';
import { texts } from '#text';
import type { Locale } from '#text';
import { attributes } from './attributes.ts';
import { icon } from './icon.ts';
import { statusTag } from './status.ts';
import type { StatusProps } from './status.ts';

export interface SummaryRow {
  key: string;
  value: Renderable;
  /** Where the answer is changed; the link returns to the review. */
  change?: string | undefined;
}

export interface SummaryListProps {
  locale: Locale;
  rows: readonly SummaryRow[];
}

/** Answers with links to change them, for the review page. */
export function summaryList(props: SummaryListProps): Html {
  const word = texts(props.locale).ui.change;
  const rows = props.rows.map(
    (row) =>
      html`<div><dt>${row.key}</dt><dd>${row.value}</dd>${
        row.change !== undefined &&
        html`<dd class="bt-change"><a class="ds-link" href="${row.change}">${word}<span class="ds-sr-only">: ${row.key}</span></a></dd>`
      }</div>`,
  );
  return html`<dl class="bt-summary">${rows}</dl>`;
}

export interface Fact {
  term: string;
  value: Renderable;
}

/** Facts of a thing: terms and values, e.g. who, how long, what it costs. `layout: 'columns'` puts three side by side. */
export function facts(items: readonly Fact[], layout: 'rows' | 'columns' = 'rows'): Html {
  return html`<dl class="bt-facts" data-layout="${layout}">${items.map((fact) => html`<div><dt>${fact.term}</dt><dd>${fact.value}</dd></div>`)}</dl>`;
}

export interface TimelineEvent {
  title: Renderable;
  state: 'done' | 'current' | 'todo' | 'stopped';
  /** When, or until when, in words. */
  at?: Renderable;
  content?: Renderable;
}

export interface TimelineProps {
  locale: Locale;
  events: readonly TimelineEvent[];
}

/** What was done, what is being done and what is to come. */
export function timeline(props: TimelineProps): Html {
  const words = texts(props.locale).ui.timeline;
  const items = props.events.map(
    (event) =>
      html`<li data-state="${event.state}"${attributes({ 'aria-current': event.state === 'current' ? 'step' : undefined })}><span class="bt-dot">${
        event.state === 'done' ? icon('check') : event.state === 'stopped' && icon('minus')
      }</span><div><p class="bt-event"><span class="ds-sr-only">${words[event.state]}: </span>${event.title}</p>${
        event.at !== undefined && html`<p class="bt-muted">${event.at}</p>`
      }${event.content}</div></li>`,
  );
  return html`<ol class="bt-timeline">${items}</ol>`;
}

export interface Task {
  title: string;
  href?: string | undefined;
  hint?: Renderable;
  status: StatusProps;
}

/** Parts of a long job, each with its status, done in any order. */
export function taskList(tasks: readonly Task[]): Html {
  const items = tasks.map((task) => {
    const title =
      task.href === undefined ? html`<span>${task.title}</span>` : html`<a class="ds-link" href="${task.href}">${task.title}</a>`;
    return html`<li><div>${title}${task.hint !== undefined && html`<div class="bt-hint">${task.hint}</div>`}</div>${statusTag(task.status)}</li>`;
  });
  return html`<ul class="bt-tasks">${items}</ul>`;
}

export interface StepsProps {
  locale: Locale;
  /** From 1. */
  current: number;
  total: number;
  /** Name of the current step. */
  label?: string | undefined;
}

/** «4 қадамның 2-қадамы», with a line that shows the same. */
export function steps(props: StepsProps): Html {
  const marks = Array.from(
    { length: props.total },
    (_, index) => html`<i${attributes({ 'data-done': index < props.current })}></i>`,
  );
  return html`<div class="bt-steps"><p>${texts(props.locale).ui.steps(props.current, props.total)}${
    props.label !== undefined && html`<span class="bt-muted"> · ${props.label}</span>`
  }</p><div aria-hidden="true">${marks}</div></div>`;
}
