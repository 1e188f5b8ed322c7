import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { texts } from '#text';
import type { PageContext } from '../context.ts';
import { layout } from '../layout.ts';
import { heading } from '../parts/card.ts';
import { formSamples, searchSample } from './forms.ts';
import { listSamples, tableSamples } from './lists.ts';
import { deskSample, panelSamples } from './panels.ts';

/** All parts together, for developers and for the tests that look at them: `/dev/parts`, in development only. */
export function partsPage(context: PageContext): Html {
  const { locale } = context;
  const words = texts(locale).ui.samples;
  const sections = words.sections.map((label, index) => ({ href: '#main', label, current: index === 1 }));
  if (context.site === 'workplace') {
    return layout(context, { title: words.title, content: deskSample(locale), navigation: sections, width: 'full' });
  }
  return layout(context, {
    title: words.title,
    hasErrors: true,
    navigation: sections,
    breadcrumbs: [{ href: '/', label: words.sections[0] ?? '' }],
    width: 'wide',
    islands: [],
    content: html`${heading({ title: words.longest, caption: words.title, lead: words.lead })}
<div class="bt-column"><section><h2>${words.forms}</h2>${searchSample(locale)}${formSamples(locale)}</section>
<section><h2>${words.lists}</h2>${listSamples(locale)}</section></div>
<section><h2>${words.panels}</h2>${panelSamples(locale)}</section>
<section><h2>${words.tables}</h2>${tableSamples(locale)}</section>`,
  });
}
