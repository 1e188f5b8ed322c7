import type { Service } from '#regulations';
import { locales } from '#text';
import type { Bodies, ProviderBody, Rubric, Section } from './directory.ts';
import { createSearch } from './search/search-index.ts';
import type { SearchField } from './search/search-index.ts';

/** A service with its place in the catalogue. */
export interface CatalogueEntry {
  readonly service: Service;
  readonly section: Section;
  readonly rubric: Rubric;
  readonly provider: ProviderBody;
  /** Whether it can be ordered at the portal now: its regulation is there, with the portal's channel. */
  readonly orderable: boolean;
}

/** All services, found in three ways (SRV-1). Held in memory; it changes only with the definitions. */
export interface Catalogue {
  readonly entries: readonly CatalogueEntry[];
  readonly sections: readonly Section[];
  readonly bodies: Bodies;
  find(id: string): CatalogueEntry | undefined;
  /** Services of a section, or of one rubric of it, in the order of the rubrics. */
  within(section: string, rubric?: string): readonly CatalogueEntry[];
  /** Services that answer what was typed, best first. */
  search(query: string): readonly CatalogueEntry[];
}

export interface CatalogueSources {
  readonly services: readonly Service[];
  readonly sections: readonly Section[];
  readonly bodies: Bodies;
}

const weights = { shortTitle: 6, title: 5, keyword: 4, rubric: 2, description: 1 } as const;

/** @throws an ordinary error for a passport whose rubric or provider is not in the directory: such a portal does not start */
function entryOf(service: Service, { sections, bodies }: CatalogueSources): CatalogueEntry {
  const [sectionId, rubricId] = service.passport.rubric.split('/');
  const section = sections.find(({ id }) => id === sectionId);
  const rubric = section?.rubrics.find(({ id }) => id === rubricId);
  const provider = bodies.providers.find(({ kind }) => kind === service.passport.providerKind);
  if (!section || !rubric) throw new Error(`${service.id}: there is no rubric ${service.passport.rubric}`);
  if (!provider) throw new Error(`${service.id}: there is no body of kind ${service.passport.providerKind}`);
  const orderable = service.regulation?.process.channels.some(({ kind }) => kind === 'portal') ?? false;
  return { service, section, rubric, provider, orderable };
}

function searchFields({ service: { passport }, section, rubric }: CatalogueEntry): SearchField[] {
  return locales.flatMap((locale) => [
    { text: passport.shortTitle[locale], weight: weights.shortTitle },
    { text: passport.title[locale], weight: weights.title },
    { text: passport.keywords[locale].join(' '), weight: weights.keyword },
    { text: `${section.title[locale]} ${rubric.title[locale]}`, weight: weights.rubric },
    { text: passport.description[locale], weight: weights.description },
  ]);
}

export function createCatalogue(sources: CatalogueSources): Catalogue {
  const unordered = sources.services.map((service) => entryOf(service, sources));
  const entries = sources.sections.flatMap((section) =>
    section.rubrics.flatMap((rubric) => unordered.filter((entry) => entry.section === section && entry.rubric === rubric)),
  );
  const byId = new Map(entries.map((entry) => [entry.service.id, entry]));
  const search = createSearch(entries.map(searchFields));
  return {
    entries,
    sections: sources.sections,
    bodies: sources.bodies,
    find: (id) => byId.get(id),
    within: (section, rubric) =>
      entries.filter((entry) => entry.section.id === section && (rubric === undefined || entry.rubric.id === rubric)),
    search: (query) => search(query).flatMap((place) => entries[place] ?? []),
  };
}
