import { join } from 'node:path';
import type { Authority } from '#authority';
import { systems } from '#applications';
import type { Config } from '#config';
import { grantPermission, registerCertificate, registerService, registerSystem } from '#gateway';
import type { Service, System } from '#gateway';
import { inTransaction } from '#kit/db';
import type { Db, Tx } from '#kit/db';
import { addressRegisterService, notaryRegistryService, personRegistryService } from '#registries';
import { bodies, operator } from '#seed';
import { ensureSystemCredentials } from './keys.ts';

/** senderId of the node. */
export const gatewaySystem = 'gateway';

/** Folder of the keys of information systems, one folder a system. */
export function systemsFolder(dataFolder: string): string {
  return join(dataFolder, 'systems');
}

export function sealFolder(dataFolder: string, bin: string): string {
  return join(dataFolder, 'seals', bin);
}

function knownSystems(config: Config): System[] {
  const { GATEWAY_URL: here } = config;
  const ours = `${here}/systems`;
  return [
    {
      id: gatewaySystem,
      title: { kk: 'Электрондық үкімет шлюзі', ru: 'Шлюз электронного правительства', en: 'E-government gateway' },
      address: here,
    },
    { id: systems.portal, title: { kk: 'Портал', ru: 'Портал', en: 'Portal' }, address: `${ours}/${systems.portal}` },
    {
      id: systems.workplace,
      title: { kk: 'Қызмет берушінің жұмыс орны', ru: 'Рабочее место услугодателя', en: "Provider's workplace" },
      address: `${ours}/${systems.workplace}`,
    },
    {
      id: systems.centre,
      title: { kk: 'ХҚКО жұмыс орны', ru: 'Рабочее место ЦОН', en: "Public service centre's workplace" },
      address: `${ours}/${systems.centre}`,
    },
    ...foreignSystems(config),
  ];
}

function foreignSystems(config: Config): System[] {
  return [
    {
      id: personRegistryService.provider,
      title: { kk: '«Жеке тұлғалар» МДҚ', ru: 'ГБД «Физические лица»', en: 'State database of individuals' },
      address: config.REGISTRY_URL,
    },
    {
      id: notaryRegistryService.provider,
      title: {
        kk: 'Бірыңғай нотариаттық ақпараттық жүйе',
        ru: 'Единая нотариальная информационная система',
        en: 'Unified notary information system',
      },
      address: config.NOTARY_URL,
    },
    {
      id: addressRegisterService.provider,
      title: { kk: '«Мекенжай тіркелімі» АЖ', ru: 'ИС «Адресный регистр»', en: 'Address register' },
      address: config.ADDRESSES_URL,
    },
  ];
}

const services: readonly Service[] = [
  {
    id: 'applications.request',
    provider: systems.workplace,
    channel: 'async',
    title: { kk: 'Өтінішті қызмет берушіге жіберу', ru: 'Передача заявления услугодателю', en: 'A request to the provider' },
    timeLimit: 10_000,
    concurrency: 32,
  },
  {
    id: 'applications.status',
    provider: systems.portal,
    channel: 'async',
    title: { kk: 'Өтініш күйі туралы хабар', ru: 'Сообщение о состоянии заявления', en: 'A change of status' },
    timeLimit: 10_000,
    concurrency: 32,
  },
  personRegistryService,
  notaryRegistryService,
  addressRegisterService,
];

/** Who may call what, and on what ground; nothing else is allowed (GW-2). */
const permissions = [
  {
    system: systems.portal,
    service: 'applications.request',
    ground: 'Decree of the akimat of Kokpekti district of 24 December 2012 N 417, item 6, process 5',
  },
  {
    system: systems.centre,
    service: 'applications.request',
    ground: 'Decree N 417, annex 2: process 6 of the centre channel',
  },
  { system: systems.workplace, service: 'applications.status', ground: 'Decree N 417, annex 3: notices to the consumer' },
  {
    system: systems.portal,
    service: personRegistryService.id,
    ground: 'Law N 94-V on personal data, article 9: at the request of the person',
  },
  {
    system: systems.workplace,
    service: personRegistryService.id,
    ground: 'Decree N 417, annex 2: request to the person registry by the provider and the centre',
  },
  {
    system: systems.workplace,
    service: notaryRegistryService.id,
    ground: 'Decree N 417, annex 2: request to the notary system for the power of attorney',
  },
  ...[systems.portal, systems.workplace].map((system) => ({
    system,
    service: addressRegisterService.id,
    ground: 'Addresses of settlements and streets are public; used to fill forms in',
  })),
];

async function describe(tx: Tx, config: Config, now: Date): Promise<void> {
  for (const system of knownSystems(config)) await registerSystem(tx, system);
  for (const service of services) await registerService(tx, service);
  for (const permission of permissions) await grantPermission(tx, { ...permission, now });
}

/** Makes the keys of our systems and of the bodies' seals, and enters who takes part into the gateway's directory. Repeated, it changes nothing. */
export async function setUpSystems(authority: Authority, options: { db: Db; config: Config; now: Date }): Promise<void> {
  const { db, config, now } = options;
  await inTransaction(db, (tx) => describe(tx, config, now));
  for (const { id, title } of knownSystems(config)) {
    const folder = join(systemsFolder(config.DATA_DIR), id);
    const { certificate } = await ensureSystemCredentials(authority, { folder, name: title.en, organisation: operator });
    await inTransaction(db, (tx) => registerCertificate(tx, { system: id, certificate, now }));
  }
  for (const { bin, name } of Object.values(bodies)) {
    const organisation = { bin, name: name.en };
    await ensureSystemCredentials(authority, { folder: sealFolder(config.DATA_DIR, bin), name: `Seal of ${bin}`, organisation });
  }
}
