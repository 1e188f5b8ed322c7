import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { formatTime, texts } from '#text';
import { screen } from '#ui';
import type { PageContext } from '#ui';
import type { Ticket } from '../../rules/ticket.ts';
import { paths } from '../paths.ts';

export interface DisplayView {
  /** The one called last first. */
  readonly called: readonly Ticket[];
  readonly waiting: number;
  readonly key: string;
  readonly now: Date;
  /** Seconds after which it is loaded anew where no scripts run. */
  readonly refresh: number;
}

/** As many lines as are read from the far end of a hall. */
const mostLines = 5;

/** The display of the hall: which number goes to which window. It changes by itself; without scripts it is loaded anew. */
export function displayScreen(context: PageContext, { called, waiting, key, now, refresh }: DisplayView): Html {
  const words = texts(context.locale).reception.display;
  const lines = called
    .slice(0, mostLines)
    .map(({ number, window }) => html`<li><span>${number}</span><span>→ ${words.window(window ?? 0)}</span></li>`);
  const list = lines.length === 0 ? html`<p class="bt-lead">${words.none}</p>` : html`<ol class="bt-calls">${lines}</ol>`;
  const content = html`<birtereze-live data-events="${paths.displayLive(key)}"><h1>${words.title}</h1>
<div data-live>${list}<p class="bt-hall-foot"><span>${words.waiting(waiting)}</span><time>${formatTime(now)}</time></p></div></birtereze-live>`;
  return screen(context, { title: words.title, content, islands: ['live'], refresh });
}
