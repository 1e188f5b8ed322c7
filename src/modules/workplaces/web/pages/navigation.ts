import { counterPaths } from '#applications';
import type { OfficerActor } from '#identity';
import { texts } from '#text';
import type { NavigationItem, PageContext } from '#ui';
import { paths } from '../place.ts';

export type WorkplaceSection = 'requests' | 'unemployed' | 'begin' | 'taken' | 'reception';

/** The sections of the workplace, by what somebody does there: a provider's officers and a centre's operators have different ones. */
export function workplaceNavigation(
  { locale }: PageContext,
  current: WorkplaceSection,
  { roles }: Pick<OfficerActor, 'roles'>,
): NavigationItem[] {
  const { workplaces, counter, reception } = texts(locale);
  const isProvider = roles.includes('specialist') || roles.includes('head');
  const isAtCounter = roles.includes('specialist') || roles.includes('operator');
  const sections: readonly { shown: boolean; section: WorkplaceSection; href: string; label: string }[] = [
    { shown: isProvider, section: 'requests', href: '/', label: workplaces.sections.requests },
    { shown: isProvider, section: 'unemployed', href: paths.register, label: workplaces.sections.unemployed },
    { shown: roles.includes('operator'), section: 'reception', href: '/reception', label: reception.section },
    { shown: isAtCounter, section: 'begin', href: counterPaths.begin, label: counter.sections.begin },
    { shown: isAtCounter, section: 'taken', href: counterPaths.taken, label: counter.sections.taken },
  ];
  return sections.filter(({ shown }) => shown).map(({ section, href, label }) => ({ href, label, current: section === current }));
}
