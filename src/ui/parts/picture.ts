import { html } from '#kit/html';
import type { Html, Renderable } from '#kit/html';
import { attributes } from './attributes.ts';

export interface PictureProps {
  src: string;
  width: number;
  height: number;
  /** What the picture is, for who does not see it, and for who moves it by keyboard. */
  label: string;
  /** What it shows, in order; read aloud instead of looked at. */
  items: readonly { text: string; current?: boolean | undefined }[];
  /** Under it: where it can be had as a file. */
  caption?: Renderable;
}

/** A wide picture that moves sideways in its own frame, and the same as a list for a screen reader. It is fetched when it comes into view. */
export function picture(props: PictureProps): Html {
  const items = props.items.map(
    ({ text, current }) => html`<li${attributes({ 'aria-current': current === true ? 'step' : undefined })}>${text}</li>`,
  );
  return html`<figure class="bt-picture"><div role="region" tabindex="0" aria-label="${props.label}"><img src="${props.src}" width="${props.width}" height="${props.height}" alt="${props.label}" loading="lazy"></div><ol class="ds-sr-only" aria-label="${props.label}">${items}</ol>${
    props.caption !== undefined && html`<figcaption>${props.caption}</figcaption>`
  }</figure>`;
}
