import { childText, element, textElement } from '#gateway';
import type { XmlElement } from '#gateway';
import { cast } from '#seed';
import type { CastKey, CastPerson } from '#seed';
import { coded, startRegistryTwin } from '../answering.ts';
import type { RegistryTwin, TwinOptions } from '../answering.ts';
import { deedsOfTwin } from './deeds.ts';
import type { Deed } from './deeds.ts';

/** A twin of the unified notary information system (БНАЖ). */
export function startNotaryRegistry(options: TwinOptions): Promise<RegistryTwin> {
  const deeds = deedsOfTwin(options.clock.now());
  return startRegistryTwin(options, (request) => {
    const [number, principal, representative] = ['attorneyNumber', 'principalIin', 'representativeIin'].map((local) =>
      childText(request, local),
    );
    if (number === undefined || principal === undefined || representative === undefined) return undefined;
    const deed = deeds.get(number);
    const isTheirs = deed && cast[deed.principal].iin === principal && cast[deed.representative].iin === representative;
    return isTheirs ? element('attorneys', writeDeed(deed)) : element('attorneys');
  });
}

const powerNames: Readonly<Record<string, { kz: string; ru: string }>> = {
  '01': { kz: 'Барлық істер бойынша өкілдік', ru: 'Общая доверенность' },
  '02': { kz: 'Мемлекеттік органдарда және Орталықта өкілдік ету', ru: 'Представительство в государственных органах и ЦОН' },
  '03': { kz: 'Жылжымайтын мүлікке билік ету', ru: 'Распоряжение недвижимым имуществом' },
  '04': { kz: 'Көлік құралын басқару және оған билік ету', ru: 'Управление и распоряжение транспортным средством' },
};

function writeDeed(deed: Deed): XmlElement {
  const isRevoked = deed.revocationDate !== undefined;
  return element(
    'attorney',
    element('number', deed.number),
    element('issueDate', `${deed.issueDate}+05:00`),
    element('endDate', `${deed.endDate}+05:00`),
    textElement('revocationDate', deed.revocationDate && `${deed.revocationDate}+05:00`),
    coded(
      'status',
      isRevoked ? '01' : '00',
      isRevoked ? { kz: 'Күші жойылған', ru: 'Отменена' } : { kz: 'Күшінде', ru: 'Действует' },
    ),
    coded('notary', '0009912', { kz: 'Көкпекті ауданының нотариусы', ru: 'Нотариус Кокпектинского района' }),
    writePerson('principal', deed.principal),
    writePerson('representative', deed.representative),
    element('powers', ...deed.powers.map((code) => coded('power', code, powerNames[code] ?? { kz: '', ru: '' }))),
  );
}

function writePerson(local: string, key: CastKey): XmlElement {
  const { iin, surname, name, patronymic }: CastPerson = cast[key];
  return element(
    local,
    element('iin', iin),
    element('surname', surname.toUpperCase()),
    element('name', name.toUpperCase()),
    textElement('patronymic', patronymic?.toUpperCase()),
  );
}
