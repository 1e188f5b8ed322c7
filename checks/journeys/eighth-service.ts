import { cp, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

const own = resolve(import.meta.dirname, '../../regulations');

/** A certificate that no regulation of ours knows, as somebody would write it: four files of a folder, and not a line of program code. */
const files = {
  'passport.yaml': `
id: rg-8
rubric: family/guardianship
title: { kk: Жеке қосалқы шаруашылығы туралы анықтама беру, ru: Выдача справки о личном подсобном хозяйстве, en: Certificate of a household farm }
shortTitle: { kk: Шаруашылық туралы анықтама, ru: Справка о хозяйстве, en: Household farm certificate }
description: { kk: Жеке қосалқы шаруашылығыңыз барын растайды., ru: Подтверждает наличие личного подсобного хозяйства., en: It confirms that you have a household farm. }
providerKind: housing
audience: { kk: Аудан тұрғындары, ru: Жители района, en: Residents of the district }
requiredDocuments: []
cost: { kk: Тегін, ru: Бесплатно, en: Free of charge }
legalBasis:
  - { kk: Ойдан шығарылған қаулы, ru: Вымышленное постановление, en: An invented decree }
result: { kk: Анықтама немесе дәлелді бас тарту, ru: Справка либо мотивированный отказ, en: 'The certificate, or a reasoned refusal' }
refusalGrounds:
  - id: noFarm
    text: { kk: Шаруашылық есепте жоқ., ru: Хозяйство не состоит на учёте., en: The farm is not on record. }
channels:
  - kind: portal
    deadline: 2wd
    how: { kk: Порталда өтініш беріңіз., ru: Подайте заявление на портале., en: Apply at the portal. }
edsNeeded: true
contact: '1414'
keywords: { kk: [шаруашылық], ru: [хозяйство], en: [farm] }
`,
  'regulation.yaml': `
id: rg-8
version: 1
validFrom: 2025-01-01
process:
  channels:
    - like: portal
      limits: [60s, 30s, 90s, 90s, 60s, 60s, '-', 2wd]
      result: { kk: анықтаманы, ru: справку, en: certificate }
`,
  'form.yaml': `
title: { kk: Өтініш, ru: Заявление, en: Application }
addressee: { kk: '{{body}}, {{head}}', ru: '{{body}}, {{head}}', en: '{{body}}, {{head}}' }
sender: { kk: 'Өтініш беруші: {{fullName}}', ru: 'Заявитель: {{fullName}}', en: 'Applicant: {{fullName}}' }
statement:
  kk: '{{animal}} бар шаруашылығым туралы анықтама беруіңізді сұраймын.'
  ru: 'Прошу выдать справку о моём хозяйстве, в котором есть {{animal}}.'
  en: 'I ask for a certificate of my farm, which has {{animal}}.'
pages:
  - id: applicant
    title: { kk: Деректеріңіз, ru: Ваши данные, en: Your details }
    questions:
      - { id: fullName, type: text, prefill: personRegistry.fullName, locked: true, label: { kk: Аты-жөні, ru: Ф.И.О., en: Full name } }
  - id: animal
    title: { kk: Қандай мал ұстайсыз?, ru: Какой скот вы держите?, en: Which animals do you keep? }
    questions:
      - id: animal
        type: choice
        label: { kk: Мал, ru: Скот, en: Animals }
        options:
          - { value: sheep, label: { kk: Қой, ru: Овцы, en: Sheep }, inText: { kk: қойы, ru: овцы, en: sheep } }
          - { value: horses, label: { kk: Жылқы, ru: Лошади, en: Horses }, inText: { kk: жылқысы, ru: лошади, en: horses } }
`,
  'outputs/result.yaml': `
id: result
like: document
kind: result
title: { kk: ШАРУАШЫЛЫҚ ТУРАЛЫ АНЫҚТАМА, ru: СПРАВКА О ХОЗЯЙСТВЕ }
name: { kk: Шаруашылық туралы анықтама, ru: Справка о хозяйстве, en: Household farm certificate }
opening:
  kk: Осы анықтама {{fullName}} берілді, оның шаруашылығында {{animal}} бар.
  ru: Настоящая справка выдана {{fullName}} в том, что в его (её) хозяйстве есть {{animal}}.
facts:
  - { id: fullName, place: text, label: { kk: Аты-жөні, ru: Ф.И.О. }, source: { from: person, fact: fullName } }
  - { id: animal, place: text, label: { kk: Мал, ru: Скот }, source: { from: answer, field: animal } }
  - { id: book, label: { kk: Шаруашылық кітабының нөмірі, ru: Номер похозяйственной книги }, source: { from: officer } }
`,
  'outputs/refusal.yaml': 'like: refusal\n',
};

/** A copy of all our regulations in this folder, with one more service. */
export async function withEighthService(folder: string): Promise<string> {
  const copy = join(folder, 'regulations');
  await cp(own, copy, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    const path = join(copy, 'rg-8', name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
  return copy;
}
