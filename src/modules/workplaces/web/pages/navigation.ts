import { texts } from '#text';
import type { NavigationItem, PageContext } from '#ui';
import { paths } from '../place.ts';

export type WorkplaceSection = 'requests' | 'registers' | 'complaints' | 'panel' | 'notices';

/** The sections of the officers' workplace. */
export function workplaceNavigation({ locale, person }: PageContext, current: WorkplaceSection): NavigationItem[] {
  const words = texts(locale).workplaces.sections;
  const more = texts(locale).handling.sections;
  const { roles = [], unread = 0 } = person ?? {};
  const isHead = roles.includes('head');
  const supervises = isHead || roles.includes('owner');
  return [
    { href: '/', label: words.requests, current: current === 'requests' },
    { href: paths.registers, label: words.registers, current: current === 'registers' },
    ...(isHead ? [{ href: paths.complaints, label: more.complaints, current: current === 'complaints' }] : []),
    ...(supervises ? [{ href: paths.panel, label: more.panel, current: current === 'panel' }] : []),
    ...(isHead
      ? [{ href: paths.notices, label: more.notices, current: current === 'notices', ...(unread > 0 ? { count: unread } : {}) }]
      : []),
  ];
}
