import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { texts } from '#text';
import { alert, button, details, facts, form, heading, layout, textField } from '#ui';
import type { PageContext } from '#ui';
import type { Ending } from './desk.ts';
import { islands } from './request-page.ts';

/** What the window shows while nobody asks. */
export interface IdleView {
  readonly folder: string;
  readonly files: readonly string[];
  readonly ending: Ending | undefined;
  /** Where the folder that was typed is none. */
  readonly folderMissing?: string | undefined;
  /** With TLS the browser has to be introduced to the agent's CA. */
  readonly tls: boolean;
}

const endingTones = { done: 'success', cancelled: 'neutral', withdrawn: 'warning' } as const;

/** The window while it waits: what became of the last request, and where the keys are looked for. */
export function idlePage(context: PageContext, view: IdleView): Html {
  const { locale } = context;
  const words = texts(locale).agent;
  const { ending, files } = view;
  const error = view.folderMissing === undefined ? undefined : words.idle.folderMissing;
  const field = textField({
    locale,
    name: 'folder',
    label: words.idle.folderPath,
    value: view.folderMissing ?? view.folder,
    error,
    spellcheck: false,
  });
  const change = form({ action: '/folder', content: html`${field}${button({ label: words.idle.save, variant: 'secondary' })}` });
  const listed = html`<ul>${files.map((name) => html`<li>${name}</li>`)}</ul>`;
  const content = html`${ending && alert({ locale, tone: endingTones[ending.outcome], live: 'status', content: words.ending[ending.outcome] })}
${heading({ title: words.idle.heading, lead: words.idle.lead })}
${facts([{ term: words.idle.folder, value: html`${view.folder}${files.length > 0 ? listed : html`<p class="bt-muted">${words.idle.noKeys}</p>`}` }])}
${details({ summary: words.idle.changeFolder, content: change, open: error !== undefined })}
${view.tls && html`<p><a class="ds-link" href="/trust">${words.idle.trust}</a></p>`}`;
  return layout(context, { title: words.title, content, hasErrors: error !== undefined, islands });
}
