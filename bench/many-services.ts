import { cp, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** What a service gives or does, in front of what it is about. */
const acts = [
  ['анықтама беру', 'Справка', 'Certificate'],
  ['рұқсат беру', 'Разрешение', 'Permit'],
  ['лицензия беру', 'Лицензия', 'Licence'],
  ['куәлік беру', 'Свидетельство', 'Registration card'],
  ['есепке қою', 'Постановка на учёт', 'Putting on record'],
  ['есептен шығару', 'Снятие с учёта', 'Taking off record'],
  ['кезекке қою', 'Постановка в очередь', 'Joining the queue'],
  ['өтемақы тағайындау', 'Назначение компенсации', 'Compensation'],
  ['жәрдемақы тағайындау', 'Назначение пособия', 'Benefit'],
  ['жеңілдік беру', 'Предоставление льготы', 'Relief'],
  ['келісімшарт жасасу', 'Заключение договора', 'Contract'],
  ['телнұсқа беру', 'Выдача дубликата', 'Duplicate'],
  ['үзінді беру', 'Выписка', 'Extract'],
  ['мұрағат анықтамасын беру', 'Архивная справка', 'Archival certificate'],
  ['тексеруді келісу', 'Согласование проверки', 'Agreeing an inspection'],
  ['жобаны келісу', 'Согласование проекта', 'Agreeing a project'],
  ['тіркеу', 'Регистрация', 'Registration'],
  ['қайта тіркеу', 'Перерегистрация', 'Registering anew'],
  ['аттестаттау', 'Аттестация', 'Attestation'],
  ['аккредиттеу', 'Аккредитация', 'Accreditation'],
  ['субсидия беру', 'Субсидия', 'Subsidy'],
  ['грант беру', 'Грант', 'Grant'],
  ['кеңес беру', 'Консультация', 'Advice'],
  ['сертификаттау', 'Сертификация', 'Certification'],
  ['санат беру', 'Присвоение категории', 'Grading'],
  ['мәртебе беру', 'Присвоение статуса', 'Status'],
  ['бекіту', 'Утверждение', 'Approval'],
  ['ұзарту', 'Продление', 'Extension'],
  ['тоқтату', 'Прекращение', 'Ending'],
  ['апостиль қою', 'Апостилирование', 'Apostille'],
  ['көшірме беру', 'Выдача копии', 'Copy'],
  ['сараптама жасау', 'Экспертиза', 'Expert opinion'],
  ['бағалау', 'Оценка', 'Valuation'],
  ['жоспар беру', 'Выдача плана', 'Plan'],
  ['мекенжай беру', 'Присвоение адреса', 'Address'],
  ['тағайындау', 'Назначение', 'Assignment'],
  ['қайтару', 'Возврат', 'Refund'],
  ['шағым қарау', 'Рассмотрение жалобы', 'Complaint'],
  ['жолдама беру', 'Выдача направления', 'Referral'],
  ['хабарлама қабылдау', 'Приём уведомления', 'Notification'],
] as const;

/** What services are about. */
const things = [
  ['жер учаскесі', 'земельный участок', 'plot of land'],
  ['құрылыс', 'строительство', 'construction'],
  ['көлік құралы', 'транспортное средство', 'vehicle'],
  ['жүргізуші', 'водитель', 'driver'],
  ['неке', 'брак', 'marriage'],
  ['бала туу', 'рождение ребёнка', 'birth of a child'],
  ['мектеп', 'школа', 'school'],
  ['колледж', 'колледж', 'college'],
  ['университет', 'университет', 'university'],
  ['балабақша', 'детский сад', 'kindergarten'],
  ['зейнетақы', 'пенсия', 'pension'],
  ['мүгедектік', 'инвалидность', 'disability'],
  ['көп балалы отбасы', 'многодетная семья', 'large family'],
  ['жұмыссыздық', 'безработица', 'unemployment'],
  ['салық', 'налог', 'tax'],
  ['кеден', 'таможня', 'customs'],
  ['кәсіпкер', 'предприниматель', 'entrepreneur'],
  ['заңды тұлға', 'юридическое лицо', 'legal entity'],
  ['жылжымайтын мүлік', 'недвижимость', 'real estate'],
  ['пәтер', 'квартира', 'flat'],
  ['жатақхана', 'общежитие', 'hostel'],
  ['дәріхана', 'аптека', 'pharmacy'],
  ['емхана', 'поликлиника', 'clinic'],
  ['дәрігер', 'врач', 'doctor'],
  ['екпе', 'прививка', 'vaccination'],
  ['ветеринария', 'ветеринария', 'veterinary care'],
  ['мал', 'скот', 'livestock'],
  ['егін', 'урожай', 'harvest'],
  ['орман', 'лес', 'forest'],
  ['аң аулау', 'охота', 'hunting'],
  ['балық аулау', 'рыболовство', 'fishing'],
  ['су', 'вода', 'water'],
  ['ауа', 'воздух', 'air'],
  ['қалдықтар', 'отходы', 'waste'],
  ['энергия', 'энергия', 'energy'],
  ['газ', 'газ', 'gas'],
  ['байланыс', 'связь', 'communications'],
  ['радиожиілік', 'радиочастота', 'radio frequency'],
  ['мұрағат', 'архив', 'archive'],
  ['кітапхана', 'библиотека', 'library'],
  ['мұражай', 'музей', 'museum'],
  ['спорт', 'спорт', 'sport'],
  ['туризм', 'туризм', 'tourism'],
  ['қару', 'оружие', 'weapon'],
  ['әскери қызмет', 'воинская служба', 'military service'],
  ['төлқұжат', 'паспорт', 'passport'],
  ['виза', 'виза', 'visa'],
  ['азаматтық', 'гражданство', 'citizenship'],
  ['қорғаншылық', 'опека', 'guardianship'],
  ['мұра', 'наследство', 'inheritance'],
] as const;

const rubrics = [
  ['work/unemployment', 'employment'],
  ['social/disability', 'employment'],
  ['family/child', 'education'],
  ['family/guardianship', 'education'],
  ['housing/queue', 'housing'],
] as const;

function passportOf(number: number): object {
  const [rubric, providerKind] = rubrics[number % rubrics.length] ?? rubrics[0];
  const act = acts[number % acts.length] ?? acts[0];
  const thing = things[Math.floor(number / acts.length) % things.length] ?? things[0];
  const title = { kk: `${thing[0]} бойынша ${act[0]}`, ru: `${act[1]}: ${thing[1]}`, en: `${act[2]}: ${thing[2]}` };
  const free = { kk: 'Тегін', ru: 'Бесплатно', en: 'Free of charge' };
  return {
    id: `service-${number}`,
    rubric,
    title,
    shortTitle: title,
    description: {
      kk: `«${title.kk}» қызметін ${thing[0]} саласындағы уәкілетті орган көрсетеді.`,
      ru: `Услугу «${title.ru}» оказывает уполномоченный орган в области «${thing[1]}».`,
      en: `“${title.en}” is provided by the body responsible for this field.`,
    },
    providerKind,
    audience: { kk: 'Азаматтар', ru: 'Граждане', en: 'Citizens' },
    requiredDocuments: [],
    cost: free,
    legalBasis: [{ kk: 'Заң', ru: 'Закон', en: 'Law' }],
    result: title,
    refusalGrounds: [{ id: 'wrongData', text: { kk: 'Деректер дұрыс емес.', ru: 'Данные неверны.', en: 'The data are wrong.' } }],
    channels: [{ kind: 'portal', deadline: '5wd', how: { kk: 'Порталда', ru: 'На портале', en: 'At the portal' } }],
    edsNeeded: true,
    contact: '1414',
    keywords: { kk: [thing[0]], ru: [thing[1]], en: [thing[2]] },
  };
}

/** Of the whole catalogue (PERF-6). */
const services = 2_000;

/** A folder with our own services and so many invented ones beside them that there are 2,000: passports without a regulation. @returns its path */
export async function writeServices(folder: string): Promise<string> {
  const own = resolve(import.meta.dirname, '../regulations');
  const target = join(folder, 'many-services');
  await cp(own, target, { recursive: true });
  const ours = (await readdir(own)).filter((name) => /^rg-\d$/.test(name)).length;
  for (let number = 0; number < services - ours; number++) {
    const place = join(target, `service-${number}`);
    await mkdir(place);
    // What is JSON is YAML.
    await writeFile(join(place, 'passport.yaml'), JSON.stringify(passportOf(number)));
  }
  return target;
}

const swapped = (word: string): string => `${word.slice(0, 2)}${word[3] ?? ''}${word[2] ?? ''}${word.slice(4)}`;
const plain = (word: string): string => word.replaceAll('қ', 'к').replaceAll('ұ', 'у').replaceAll('ң', 'н').replaceAll('ғ', 'г');

/** What people type: whole words, two of them, beginnings, without Kazakh letters, with a typing error, in three languages. */
export function typedWords(): string[] {
  return things.flatMap(([kk, ru, en], place) => {
    const [act] = [acts[(place * 7) % acts.length] ?? acts[0]];
    return [
      kk,
      ru,
      en,
      `${ru} ${act[1]}`,
      `${act[0]} ${kk}`,
      kk.slice(0, 4),
      ru.slice(0, 3),
      plain(kk),
      swapped(ru),
      swapped(en),
    ];
  });
}
