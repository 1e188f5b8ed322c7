import { html } from '#kit/html';
import type { Html, Renderable } from '#kit/html';
import { texts } from '#text';
import { homeFrame } from '#ui';
import type { PageContext } from '#ui';
import type { Catalogue } from '../../rules/catalogue.ts';
import { paths } from '../paths.ts';
import { serviceCards } from './service-cards.ts';

export interface HomeProps {
  readonly catalogue: Catalogue;
  /** The signed-in person's open applications, made by the applications. */
  readonly openApplications?: Renderable;
}

/** The home page leads to the catalogue; it is not the catalogue. */
const shownAtHome = 6;

/** The first page: the search in the middle, the person's open applications, the three ways to services. */
export function homePage(context: PageContext, { catalogue, openApplications }: HomeProps): Html {
  const orderable = catalogue.entries.filter((entry) => entry.orderable).slice(0, shownAtHome);
  const services = html`<section><h2>${texts(context.locale).catalogue.orderableNow}</h2>${serviceCards(orderable, context.locale)}</section>`;
  return homeFrame(context, paths, html`${openApplications}${services}`);
}
