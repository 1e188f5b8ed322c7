import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { formatTime, texts } from '#text';
import { button, buttonLink, form, screen } from '#ui';
import type { PageContext } from '#ui';
import { kindOf } from '../../rules/hall.ts';
import type { Hall } from '../../rules/hall.ts';
import type { Ticket } from '../../rules/ticket.ts';
import { paths } from '../paths.ts';

export interface TerminalView {
  readonly hall: Hall;
  readonly waiting: ReadonlyMap<string, number>;
  readonly key: string;
  /** Of the ticket that this page will take, however often it is pressed. */
  readonly id: string;
}

/** The terminal of the hall: one touch takes a ticket. */
export function terminalScreen(context: PageContext, { hall, waiting, key, id }: TerminalView): Html {
  const { locale } = context;
  const words = texts(locale).reception.terminal;
  const kinds = hall.kinds.map((kind) =>
    button({
      name: 'kind',
      value: kind.id,
      label: html`<b aria-hidden="true">${kind.letter}</b><span>${kind.title[locale]}<br><small>${words.waiting(waiting.get(kind.id) ?? 0)}</small></span>`,
    }),
  );
  const content = html`<h1>${words.title}</h1><p class="bt-lead">${words.intro}</p>
${form({ action: paths.terminal(key), hidden: { id }, label: words.title, content: html`<div class="bt-kinds">${kinds}</div>` })}`;
  return screen(context, { title: words.title, content, withLanguages: true, islands: ['forms'] });
}

export interface TicketView {
  readonly hall: Hall;
  readonly ticket: Ticket;
  readonly ahead: number;
  readonly key: string;
  readonly now: Date;
}

/** Where the holder of a ticket stands, in one sentence. */
function standing({ state, window }: Ticket, ahead: number, words: ReturnType<typeof texts>['reception']['terminal']): string {
  if (state === 'waiting') return `${words.ahead(ahead)}. ${words.wait}`;
  return state === 'called' && window !== undefined ? words.called(window) : words.over;
}

/** The number of whoever pressed, shown and printed. */
export function ticketScreen(context: PageContext, { hall, ticket, ahead, key }: TicketView): Html {
  const { locale } = context;
  const words = texts(locale).reception.terminal;
  const content = html`<div class="bt-ticket"><h1>${words.ticketTitle}</h1><p class="bt-ticket-number">${ticket.number}</p>
<p>${kindOf(hall, ticket.kind).title[locale]}</p><p>${standing(ticket, ahead, words)}</p><p class="bt-muted">${words.takenAt(formatTime(ticket.takenAt))}</p>
<div class="bt-buttons"><birtereze-print data-label="${words.print}"></birtereze-print>${buttonLink({ href: paths.terminal(key), label: words.again, variant: 'secondary' })}</div></div>`;
  return screen(context, { title: `${words.ticketTitle}: ${ticket.number}`, content, withLanguages: true, islands: ['print'] });
}
