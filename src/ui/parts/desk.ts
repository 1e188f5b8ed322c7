import { html } from '#kit/html';
import type { Html, Renderable } from '#kit/html';
import { attributes } from './attributes.ts';
import { deadline } from './status.ts';
import type { DeadlineProps } from './status.ts';

export interface DeskProps {
  /** Queue with filters. */
  list?: Renderable;
  /** The request itself. */
  request: Renderable;
  /** What can be decided about it. */
  decision?: Renderable;
  labels: { list: string; request: string; decision: string };
}

/** An officer's desk: list at the left, request in the middle, decision at the right; below each other where there is no room. */
export function desk(props: DeskProps): Html {
  const list =
    props.list !== undefined && html`<section class="bt-desk-list" aria-label="${props.labels.list}">${props.list}</section>`;
  const decision =
    props.decision !== undefined &&
    html`<aside class="bt-desk-decision" aria-label="${props.labels.decision}">${props.decision}</aside>`;
  return html`<div class="bt-desk">${list}<section class="bt-desk-request" aria-label="${props.labels.request}">${props.request}</section>${decision}</div>`;
}

export interface QueueItem {
  href: string;
  /** Whose request, of what. */
  title: string;
  /** Number and what else tells requests apart. */
  meta: Renderable;
  deadline?: DeadlineProps | undefined;
  /** The one that is open beside the list. */
  current?: boolean | undefined;
  /** The key of the keyboard that leads there (`client/keys`). */
  key?: string | undefined;
}

/** An officer's queue as a list of links, the nearest deadline first. */
export function queue(items: readonly QueueItem[]): Html {
  const links = items.map(
    (item) =>
      html`<li><a href="${item.href}"${attributes({ 'aria-current': item.current === true ? 'true' : undefined, 'data-key': item.key })}><p><b>${item.title}</b></p><p class="bt-queue-foot"><span class="bt-muted">${
        item.meta
      }</span>${item.deadline !== undefined && deadline(item.deadline)}</p></a></li>`,
  );
  return html`<ul class="bt-queue">${links}</ul>`;
}
