import { element, textElement } from '#gateway';
import type { XmlElement } from '#gateway';
import { coded } from '../answering.ts';
import type { TwinPerson } from './people.ts';

/** The registry's answer: `persons` with one `person`, or none. */
export function writeAnswer(person: TwinPerson | undefined): XmlElement {
  return person === undefined ? element('persons') : element('persons', writePerson(person));
}

const kazakhstan = { kz: 'ҚАЗАҚСТАН', ru: 'КАЗАХСТАН' };
const genders = { male: ['1', { kz: 'Ер', ru: 'Мужской' }], female: ['2', { kz: 'Әйел', ru: 'Женский' }] } as const;

function writePerson(person: TwinPerson): XmlElement {
  const dead = person.deathDate !== undefined;
  const [genderCode, genderNames] = genders[person.gender];
  return element(
    'person',
    element('iin', person.iin),
    element('surname', person.surname.toUpperCase()),
    element('name', person.name.toUpperCase()),
    textElement('patronymic', person.patronymic?.toUpperCase()),
    element('birthDate', `${person.birthDate}+05:00`),
    textElement('deathDate', person.deathDate),
    coded('gender', genderCode, genderNames),
    coded('nationality', '005', { kz: 'ҚАЗАҚ', ru: 'КАЗАХ' }),
    coded('citizenship', '398', kazakhstan),
    coded('lifeStatus', dead ? '1' : '0', dead ? { kz: 'Қайтыс болған', ru: 'Умерший' } : { kz: 'Қалыпты', ru: 'Нормальный' }),
    element('birthPlace', coded('country', '398', kazakhstan), element('city', person.address.settlement)),
    writeAddress(person.address),
    writeDocuments(person),
  );
}

function writeAddress(address: TwinPerson['address']): XmlElement {
  return element(
    'regAddress',
    coded('country', '398', kazakhstan),
    coded('district', '18', { kz: 'Шығыс Қазақстан облысы', ru: 'Восточно-Казахстанская область' }),
    coded('region', '1824', { kz: 'Көкпекті ауданы', ru: 'Кокпектинский район' }),
    element('city', address.settlement),
    element('street', address.street),
    element('building', address.building),
    textElement('flat', address.flat),
    element('beginDate', '2010-05-20+05:00'),
    element('arCode', '0201300099990001'),
  );
}

function writeDocuments(person: TwinPerson): XmlElement {
  const card = element(
    'document',
    coded('type', '002', { kz: 'ЖЕКЕ КУӘЛІК', ru: 'УДОСТОВЕРЕНИЕ РК' }),
    element('number', person.documentNumber),
    element('beginDate', '2021-03-01+05:00'),
    element('endDate', '2031-02-28+05:00'),
    coded('issueOrganization', '002', { kz: 'ҚР ІШКІ ІСТЕР МИНИСТРЛІГІ', ru: 'МИНИСТЕРСТВО ВНУТРЕННИХ ДЕЛ РК' }),
    coded('status', '00', { kz: 'ЖАРАМДЫ', ru: 'ДОКУМЕНТ ДЕЙСТВИТЕЛЕН' }),
  );
  return element('documents', card);
}
