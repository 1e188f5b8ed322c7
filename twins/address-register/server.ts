import { childText, element } from '#gateway';
import type { XmlElement } from '#gateway';
import { coded, startRegistryTwin } from '../answering.ts';
import type { RegistryTwin, TwinOptions } from '../answering.ts';
import { findPlaces } from './places.ts';
import type { Place } from './places.ts';

/** A twin of the address register. */
export function startAddressRegister(options: TwinOptions): Promise<RegistryTwin> {
  return startRegistryTwin(options, (request) => {
    const asked = { arCode: childText(request, 'arCode'), text: childText(request, 'text') };
    if (asked.arCode === undefined && asked.text === undefined) return undefined;
    return element('addresses', ...findPlaces(asked).map(writePlace));
  });
}

function writePlace({ code, settlement, street }: Place): XmlElement {
  return element(
    'address',
    element('arCode', code),
    coded('district', '18', { kz: 'Шығыс Қазақстан облысы', ru: 'Восточно-Казахстанская область' }),
    coded('region', '1824', { kz: 'Көкпекті ауданы', ru: 'Кокпектинский район' }),
    coded('settlement', settlement.code, settlement),
    street && coded('street', street.code, street),
  );
}
