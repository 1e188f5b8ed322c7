import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { formatTime, texts } from '#text';
import { alert, button, buttonLink, form, heading, layout, table } from '#ui';
import type { NavigationItem, PageContext } from '#ui';
import { kindOf } from '../../rules/hall.ts';
import type { Hall } from '../../rules/hall.ts';
import type { Ticket } from '../../rules/ticket.ts';
import { paths } from '../paths.ts';

/** What a press came to, where that needs words. */
export type Said = 'nobody' | 'noWindow' | 'moved' | 'occupied' | 'busy' | 'returned' | 'renewed';

export interface WindowView {
  readonly hall: Hall;
  /** Window at which the operator sits. */
  readonly own: number | undefined;
  readonly current: Ticket | undefined;
  /** Who sits at which window. */
  readonly occupied: ReadonlyMap<number, string>;
  readonly names: ReadonlyMap<string, string>;
  readonly waiting: ReadonlyMap<string, number>;
  readonly returnable: readonly Ticket[];
  readonly keys: { readonly terminalKey: string; readonly displayKey: string };
  readonly said: Said | undefined;
  readonly navigation: readonly NavigationItem[];
}

function titlesOf(hall: Hall, kinds: readonly string[], context: PageContext): string {
  return kinds.map((id) => kindOf(hall, id).title[context.locale]).join('; ');
}

/** The choice of a window: free ones, and who sits at the others. */
function choice(context: PageContext, { hall, occupied, names }: WindowView): Html {
  const words = texts(context.locale).reception.window;
  const rows = hall.windows.map(({ number, kinds }) => {
    const holder = occupied.get(number);
    const act =
      holder === undefined
        ? form({
            action: paths.sit,
            hidden: { window: String(number) },
            content: button({ label: words.sit(number), variant: 'secondary' }),
          })
        : words.takenBy(names.get(holder) ?? '—');
    return [words.here(number), titlesOf(hall, kinds, context), act];
  });
  const columns = [
    { label: texts(context.locale).reception.day.window, nowrap: true },
    { label: words.serves },
    { label: words.choose, nowrap: true },
  ];
  return html`<section><h2>${words.choose}</h2>${table({ caption: words.choose, captionHidden: true, columns, rows, dense: true })}</section>`;
}

/** What stands at the window, and what can be done: the first button is what is done most, so that Enter is enough. */
function now(context: PageContext, { hall, current }: WindowView, own: number): Html {
  const { locale } = context;
  const words = texts(locale).reception.window;
  const act = (name: string, label: string, variant: 'primary' | 'secondary'): Html =>
    form({
      action: paths.call,
      hidden: { act: name, shown: current?.id ?? '' },
      label,
      content: button({ label, variant, id: `act-${name}` }),
    });
  const shown =
    current === undefined
      ? html`<p class="bt-lead">${words.nobody}</p>`
      : html`<p class="bt-ticket-number">${current.number}</p><p>${kindOf(hall, current.kind).title[locale]}</p>
<p class="bt-muted">${current.calledAt !== undefined && words.since(formatTime(current.calledAt))}</p>`;
  const others =
    current !== undefined &&
    html`${act('again', words.again, 'secondary')}${act('served', words.served, 'secondary')}${act('aside', words.aside, 'secondary')}${act(
      'missed',
      words.missed,
      'secondary',
    )}`;
  const leave =
    current === undefined &&
    form({ action: paths.sit, hidden: { window: '' }, content: button({ label: words.leave, variant: 'tertiary' }) });
  return html`<section class="bt-window-now" aria-label="${words.now}"><h2>${words.here(own)}</h2>${shown}
<div class="bt-window-acts">${act('next', words.next, 'primary')}${others}${leave}</div></section>`;
}

function queues(context: PageContext, { hall, waiting, own }: WindowView): Html {
  const { locale } = context;
  const words = texts(locale).reception.window;
  const kinds = hall.windows.find(({ number }) => number === own)?.kinds ?? hall.kinds.map(({ id }) => id);
  const rows = kinds.map((id) => [kindOf(hall, id).title[locale], String(waiting.get(id) ?? 0)]);
  const columns = [{ label: words.kind }, { label: words.count, numeric: true }];
  return html`<section><h2>${words.queue}</h2>${table({ caption: words.queue, captionHidden: true, columns, rows, dense: true })}</section>`;
}

function returning(context: PageContext, { returnable, hall }: WindowView): Html | undefined {
  if (returnable.length === 0) return undefined;
  const { locale } = context;
  const words = texts(locale).reception.window;
  const items = returnable.map(
    ({ id, number, kind, state }) =>
      html`<li>${form({
        action: paths.back,
        hidden: { ticket: id },
        content: html`<span><b>${number}</b> ${kindOf(hall, kind).title[locale]}, ${words.states[state]}</span>${button({
          label: html`${words.returnTicket}<span class="ds-sr-only">: ${number}</span>`,
          variant: 'secondary',
        })}`,
      })}</li>`,
  );
  return html`<section><h2>${words.returnable}</h2><ul class="bt-returning">${items}</ul></section>`;
}

function devices(context: PageContext, { keys }: WindowView): Html {
  const words = texts(context.locale).reception.window;
  const links = html`${buttonLink({ href: paths.terminal(keys.terminalKey), label: words.openTerminal, variant: 'secondary' })}${buttonLink(
    {
      href: paths.display(keys.displayKey),
      label: words.openDisplay,
      variant: 'secondary',
    },
  )}`;
  return html`<section><h2>${words.devices}</h2><p>${words.devicesText}</p><div class="bt-buttons">${links}</div>
${form({ action: paths.keys, content: button({ label: words.renew, variant: 'tertiary' }) })}</section>`;
}

/** The operator's window. */
export function windowPage(context: PageContext, view: WindowView): Html {
  const { locale } = context;
  const words = texts(locale).reception.window;
  const { own, said } = view;
  const tone = said === 'returned' || said === 'renewed' ? 'success' : 'warning';
  const message = said !== undefined && alert({ locale, tone, content: words.outcomes[said] });
  const place = own === undefined ? choice(context, view) : now(context, view, own);
  const content = html`${heading({ title: words.title })}${message}
<birtereze-live data-events="${paths.live}"><div data-live>${place}${queues(context, view)}${returning(context, view)}</div></birtereze-live>
<p><a class="ds-link" href="${paths.day}">${words.day}</a> · <a class="ds-link" href="${paths.window}">${words.refresh}</a></p>${devices(context, view)}`;
  return layout(context, { title: words.title, content, width: 'wide', navigation: view.navigation, islands: ['live', 'forms'] });
}
