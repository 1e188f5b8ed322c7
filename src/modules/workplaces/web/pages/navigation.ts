import { counterPaths } from '#applications';
import { texts } from '#text';
import type { NavigationItem, PageContext } from '#ui';
import { paths } from '../place.ts';

export type WorkplaceSection = 'requests' | 'unemployed' | 'complaints' | 'panel' | 'notices' | 'begin' | 'taken';

type Section = NavigationItem & { readonly section: WorkplaceSection; readonly shown: boolean };

/** The sections of the workplace, by what somebody does there: officers of a provider, operators of a centre, service owners. */
export function workplaceNavigation({ locale, person }: PageContext, current: WorkplaceSection): NavigationItem[] {
  const { workplaces, handling, counter } = texts(locale);
  const { roles = [], unread = 0 } = person ?? {};
  const isHead = roles.includes('head');
  const isOperator = roles.includes('operator');
  const isProvider = isHead || roles.includes('specialist');
  const isAtCounter = isOperator || roles.includes('specialist');
  const supervises = isHead || roles.includes('owner');
  const notices = { href: paths.notices, label: handling.sections.notices, ...(unread > 0 ? { count: unread } : {}) };
  const sections: readonly Section[] = [
    { section: 'requests', shown: isProvider, href: '/', label: workplaces.sections.requests },
    { section: 'unemployed', shown: isProvider, href: paths.register, label: workplaces.sections.unemployed },
    { section: 'begin', shown: isAtCounter, href: counterPaths.begin, label: counter.sections.begin },
    { section: 'taken', shown: isAtCounter, href: counterPaths.taken, label: counter.sections.taken },
    { section: 'complaints', shown: isHead, href: paths.complaints, label: handling.sections.complaints },
    { section: 'panel', shown: supervises, href: paths.panel, label: handling.sections.panel },
    { section: 'notices', shown: isHead, ...notices },
  ];
  return sections
    .filter(({ shown }) => shown)
    .map(({ section, href, label, count }) => ({ href, label, count, current: section === current }));
}
