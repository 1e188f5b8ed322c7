import { html } from '#kit/html';
import type { Html, Renderable } from '#kit/html';
import { texts } from '#text';
import type { Locale } from '#text';
import type { Tone } from '../context.ts';
import { icon } from './icon.ts';
import type { IconName } from './icon.ts';

export interface StatusProps {
  tone: Tone;
  /** The status in words; the colour only repeats them. */
  label: string;
}

/** The status of a thing: words in a coloured label. */
export function statusTag(props: StatusProps): Html {
  return html`<strong class="ds-tag bt-status" data-color="${props.tone}">${props.label}</strong>`;
}

const toneIcons = {
  neutral: 'info',
  info: 'info',
  success: 'check',
  warning: 'warning',
  danger: 'cross',
} as const satisfies Record<Tone, IconName>;

export interface AlertProps {
  locale: Locale;
  tone: Tone;
  title?: string | undefined;
  content?: Renderable;
  /** Read aloud as soon as it appears, for news of a live page; `status` waits politely. */
  live?: 'status' | 'alert' | undefined;
  /** Level of the title; 2 unless said. */
  level?: 2 | 3 | undefined;
}

/** A notice inside a page: what happened, what to do. */
export function alert(props: AlertProps): Html {
  const title = props.title !== undefined && (props.level === 3 ? html`<h3>${props.title}</h3>` : html`<h2>${props.title}</h2>`);
  const role = props.live === undefined ? undefined : html` role="${props.live}"`;
  return html`<div class="bt-alert" data-color="${props.tone}"${role}>${icon(toneIcons[props.tone])}<div class="bt-alert-text"><span class="ds-sr-only">${
    texts(props.locale).ui.tones[props.tone]
  }: </span>${title}${props.content !== undefined && html`<div>${props.content}</div>`}</div></div>`;
}

/** Said only where scripts are off, on pages that need a key: everything else works without them (A11Y-4). */
export function scriptsNeeded(locale: Locale): Html {
  return html`<noscript>${alert({ locale, tone: 'warning', content: texts(locale).ui.scriptsOff })}</noscript>`;
}

export interface DeadlineProps {
  /** `calm`: time enough; `near`: act soon; `missed`: over; `stopped`: the clock stands. */
  state: 'calm' | 'near' | 'missed' | 'stopped';
  /** What is left, in words. */
  label: string;
  /** The deadline itself, ISO, for machines. */
  dateTime?: string | undefined;
  /** The deadline in words, below what is left. */
  until?: string | undefined;
}

const deadlineTones = { calm: 'neutral', near: 'warning', missed: 'danger', stopped: 'info' } as const satisfies Record<
  DeadlineProps['state'],
  Tone
>;

/** The clock of a request for officers; it does not blink. */
export function deadline(props: DeadlineProps): Html {
  const label =
    props.dateTime === undefined ? html`${props.label}` : html`<time datetime="${props.dateTime}">${props.label}</time>`;
  return html`<span class="bt-deadline" data-color="${deadlineTones[props.state]}" data-state="${props.state}">${icon('clock')}<span>${label}${
    props.until !== undefined && html`<small>${props.until}</small>`
  }</span></span>`;
}

export type Outcome = 'valid' | 'invalid' | 'unknown';

/** One check of a verification. */
export interface VerdictCheck {
  label: Renderable;
  outcome: 'passed' | 'failed' | 'skipped';
  /** Evidence: what was looked at and when. */
  detail?: Renderable;
}

export interface VerdictProps {
  locale: Locale;
  outcome: Outcome;
  /** What was found, as a sentence. */
  title: string;
  content?: Renderable;
  checks?: readonly VerdictCheck[] | undefined;
}

const outcomes = {
  valid: { tone: 'success', icon: 'check' },
  invalid: { tone: 'danger', icon: 'cross' },
  unknown: { tone: 'warning', icon: 'question' },
} as const satisfies Record<Outcome, { tone: Tone; icon: IconName }>;

const checkIcons = { passed: 'check', failed: 'cross', skipped: 'minus' } as const satisfies Record<
  VerdictCheck['outcome'],
  IconName
>;

/** The answer of a verification: valid, invalid, or cannot be said, with the checks that led to it. */
export function verdict(props: VerdictProps): Html {
  const words = texts(props.locale).ui.verdict;
  const look = outcomes[props.outcome];
  const checks = props.checks?.map(
    (check) =>
      html`<li data-outcome="${check.outcome}">${icon(checkIcons[check.outcome])}<div><span class="ds-sr-only">${words[check.outcome]}: </span>${check.label}${
        check.detail !== undefined && html`<div class="bt-muted">${check.detail}</div>`
      }</div></li>`,
  );
  return html`<section class="bt-verdict" data-color="${look.tone}"><div class="bt-verdict-head">${icon(look.icon)}<div><p>${words[props.outcome]}</p><h2>${
    props.title
  }</h2></div></div><div class="bt-verdict-body">${props.content}${checks !== undefined && html`<ul class="bt-checks">${checks}</ul>`}</div></section>`;
}
