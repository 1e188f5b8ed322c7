import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readConfig } from '#config';
import { pinnedSystems, systemKey } from '#gateway';
import type { Service, SystemKey } from '#gateway';
import { systemClock } from '#kit/clock';
import { openLog } from '#kit/log';
import { addressRegisterService, notaryRegistryService, personRegistryService } from '#registries';
import { startTwins } from './twins.ts';

/** Keys of the systems are made by the set-up: `<DATA_DIR>/systems/<senderId>/{key.pem,certificate.pem}`. */
const config = readConfig();
const log = openLog({ level: config.LOG_LEVEL, name: 'twins' });
const folder = join(config.DATA_DIR, 'systems');
const read = (system: string, file: string): Promise<string> => readFile(join(folder, system, file), 'utf8');

const certificates = await Promise.all(
  (await readdir(folder)).map(async (system) => ({ system, certificate: await read(system, 'certificate.pem') })),
);
const keyOf = async ({ provider: system }: Service): Promise<SystemKey> =>
  systemKey({ system, privateKey: await read(system, 'key.pem'), certificate: await read(system, 'certificate.pem') });
const twins = await startTwins({
  host: config.HOST,
  ports: {
    persons: config.REGISTRY_PORT,
    notary: config.NOTARY_PORT,
    addresses: config.ADDRESSES_PORT,
    smtp: config.SMTP_PORT,
    mail: config.MAIL_PORT,
  },
  clock: systemClock,
  keys: {
    persons: await keyOf(personRegistryService),
    notary: await keyOf(notaryRegistryService),
    addresses: await keyOf(addressRegisterService),
  },
  trust: pinnedSystems(certificates),
});
log.info({ registry: twins.registries.persons.address, mail: twins.mail.page }, 'twins are up');
process.send?.('ready');

const stop = (): void => void twins.close();
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
