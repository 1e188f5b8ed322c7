import { texts } from '#text';
import type { NavigationItem, PageContext } from '#ui';
import { paths } from '../place.ts';

export type WorkplaceSection = 'requests' | 'unemployed';

/** The sections of the officers' workplace. */
export function workplaceNavigation({ locale }: PageContext, current: WorkplaceSection): NavigationItem[] {
  const words = texts(locale).workplaces.sections;
  return [
    { href: '/', label: words.requests, current: current === 'requests' },
    { href: paths.register, label: words.unemployed, current: current === 'unemployed' },
  ];
}
