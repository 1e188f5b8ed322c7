import { counterPaths } from '#applications';
import { texts } from '#text';
import type { NavigationItem, PageContext } from '#ui';
import { paths } from '../place.ts';

export type WorkplaceSection =
  | 'requests'
  | 'registers'
  | 'begin'
  | 'taken'
  | 'complaints'
  | 'panel'
  | 'notices'
  | 'reception'
  | 'gateway';

/** The sections of the workplace, by what somebody does there: officers of a provider, operators of a centre, heads, owners of services, administrators. */
export function workplaceNavigation({ locale, person }: PageContext, current: WorkplaceSection): NavigationItem[] {
  const { workplaces, counter, handling, monitoring, reception } = texts(locale);
  const { roles = [], unread = 0 } = person ?? {};
  const isHead = roles.includes('head');
  const isOperator = roles.includes('operator');
  const isProvider = isHead || roles.includes('specialist');
  const isAtCounter = isOperator || roles.includes('specialist');
  const supervises = isHead || roles.includes('owner');
  const count = unread > 0 ? { count: unread } : {};
  const sections: readonly { shown: boolean; section: WorkplaceSection; href: string; label: string; count?: number }[] = [
    { shown: isProvider, section: 'requests', href: '/', label: workplaces.sections.requests },
    { shown: isProvider, section: 'registers', href: paths.registers, label: workplaces.sections.registers },
    { shown: isOperator, section: 'reception', href: '/reception', label: reception.section },
    { shown: isAtCounter, section: 'begin', href: counterPaths.begin, label: counter.sections.begin },
    { shown: isAtCounter, section: 'taken', href: counterPaths.taken, label: counter.sections.taken },
    { shown: isHead, section: 'complaints', href: paths.complaints, label: handling.sections.complaints },
    { shown: supervises, section: 'panel', href: paths.panel, label: handling.sections.panel },
    { shown: roles.includes('administrator'), section: 'gateway', href: paths.gateway, label: monitoring.section },
    { shown: isHead, section: 'notices', href: paths.notices, label: handling.sections.notices, ...count },
  ];
  return sections
    .filter(({ shown }) => shown)
    .map(({ section, href, label, count }) => ({
      href,
      label,
      current: section === current,
      ...(count === undefined ? {} : { count }),
    }));
}
