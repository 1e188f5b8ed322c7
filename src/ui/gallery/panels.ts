import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { texts } from '#text';
import type { Locale } from '#text';
import { card, cards, documentCard, donePanel, heading, row } from '../parts/card.ts';
import { desk, queue } from '../parts/desk.ts';
import { radios } from '../parts/choice.ts';
import { button, buttonGroup, buttonLink, form } from '../parts/form.ts';
import { summaryList } from '../parts/lists.ts';
import { alert, deadline, scriptsNeeded, statusTag, verdict } from '../parts/status.ts';
import type { Outcome, VerdictCheck } from '../parts/status.ts';
import { emptyState } from '../parts/table.ts';
import { deadlineSamples, statusSamples } from './lists.ts';

/** Messages, cards, documents, verdicts. */
export function panelSamples(locale: Locale): Html {
  const words = texts(locale).ui.samples;
  const tones = ['info', 'success', 'warning', 'danger'] as const;
  return html`${tones.map((tone) => alert({ locale, tone, title: words.offlineRegistry, content: words.offlineText, level: 3 }))}
${alert({ locale, tone: 'neutral', content: words.saved, live: 'status' })}
${scriptsNeeded(locale)}
${cards([
  card({ href: '#main', title: words.short, text: words.provider, meta: words.termValue, icon: 'document' }),
  card({ href: '#main', title: words.long, meta: words.termValue }),
  card({ href: '#main', title: words.longest, status: statusSamples(locale)[3] }),
])}
<div class="bt-section">${donePanel({ title: words.done, number: { label: words.numberLabel, value: 'KN7-4R2M-9X' }, content: html`<p>${words.next}</p>` })}</div>
${emptyState({ title: words.emptyTitle, content: words.emptyText, action: buttonLink({ href: '#main', label: words.sections[0] }) })}
${documentCard({
  locale,
  title: words.document,
  number: 'KN7-4R2M-9X',
  issued: words.at,
  issuer: words.provider,
  status: { tone: 'success', label: words.status.granted },
  actions: html`${buttonLink({ href: '#main', label: words.open })}${buttonLink({ href: '#main', label: words.download, variant: 'secondary' })}${buttonLink(
    {
      href: '#main',
      label: words.signature,
      variant: 'tertiary',
    },
  )}`,
})}
${verdictSamples(locale)}`;
}

function verdictSamples(locale: Locale): Html[] {
  const words = texts(locale).ui.samples;
  const titles: Record<Outcome, string> = {
    valid: words.verdictValid,
    invalid: words.verdictInvalid,
    unknown: words.verdictUnknown,
  };
  const results: Record<Outcome, readonly VerdictCheck['outcome'][]> = {
    valid: ['passed', 'passed', 'passed'],
    invalid: ['failed', 'passed', 'skipped'],
    unknown: ['passed', 'passed', 'skipped'],
  };
  return (['valid', 'invalid', 'unknown'] as const).map((outcome) =>
    verdict({
      locale,
      outcome,
      title: titles[outcome],
      checks: words.checks.map((label, index) => ({
        label,
        outcome: results[outcome][index] ?? 'skipped',
        detail: index === 2 ? words.checkDetail : undefined,
      })),
    }),
  );
}

/** An officer's desk with the nearest deadlines first. */
export function deskSample(locale: Locale): Html {
  const { ui } = texts(locale);
  const words = ui.samples;
  const titles = [words.short, words.long, words.longest, words.short];
  const clocks = deadlineSamples(locale);
  const items = titles.map((title, index) => ({
    href: '#main',
    title,
    meta: `KN7-4R2M-${index}X`,
    deadline: clocks[index],
    current: index === 1,
  }));
  const rows = [
    { key: words.name, value: words.nameValue },
    { key: words.period, value: words.periodValue },
    { key: words.address, value: words.regions[0] },
  ];
  const choices = [
    { value: 'sign', label: words.status.granted },
    { value: 'refuse', label: words.status.refused },
  ];
  return desk({
    labels: { list: words.queue, request: words.request, decision: words.decision },
    list: queue(items),
    request: html`${heading({ title: words.long, caption: 'KN7-4R2M-1X' })}${row(statusTag(statusSamples(locale)[3] ?? { tone: 'info', label: '' }), clocks[1] && deadline(clocks[1]))}${summaryList({ locale, rows })}`,
    decision: html`<h2>${words.decision}</h2>${form({
      action: '/dev/parts',
      label: words.decision,
      content: html`${radios({ locale, name: 'decision', legend: words.checks[0] ?? '', options: choices })}${buttonGroup(
        button({ label: words.sign }),
        button({ label: words.refuse, variant: 'secondary' }),
      )}`,
    })}`,
  });
}
