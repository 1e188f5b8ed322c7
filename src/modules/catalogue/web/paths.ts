/** Addresses of the catalogue's pages. */
export const paths = {
  home: '/',
  list: '/services',
  rubrics: '/services/rubrics',
  search: '/services/search',
  suggest: '/services/search/suggest',
  bodies: '/bodies',
  verify: '/verify',
  section: (section: string) => `/services/rubrics/${section}`,
  rubric: (section: string, rubric: string) => `/services/rubrics/${section}/${rubric}`,
  service: (id: string) => `/services/${id}`,
  /** The diagram of a channel: as a picture, or for other tools. */
  process: (id: string, channel: string, format: 'svg' | 'bpmn') => `/services/${id}/process/${channel}.${format}`,
  /** The form belongs to the applications, which mount it. */
  order: (id: string) => `/applications/new?service=${id}`,
};
