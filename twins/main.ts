import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readConfig } from '#config';
import { pinnedSystems, systemKey } from '#gateway';
import { systemClock } from '#kit/clock';
import { openLog } from '#kit/log';
import { personRegistryService } from '#registries';
import { startTwins } from './twins.ts';

/** Keys of the systems are made by the set-up: `<DATA_DIR>/systems/<senderId>/{key.pem,certificate.pem}`. */
const config = readConfig();
const log = openLog({ level: config.LOG_LEVEL, name: 'twins' });
const folder = join(config.DATA_DIR, 'systems');
const read = (system: string, file: string): Promise<string> => readFile(join(folder, system, file), 'utf8');

const certificates = await Promise.all(
  (await readdir(folder)).map(async (system) => ({ system, certificate: await read(system, 'certificate.pem') })),
);
const { provider: system } = personRegistryService;
const twins = await startTwins({
  host: config.HOST,
  ports: { registry: config.REGISTRY_PORT, smtp: config.SMTP_PORT, mail: config.MAIL_PORT },
  clock: systemClock,
  key: systemKey({ system, privateKey: await read(system, 'key.pem'), certificate: await read(system, 'certificate.pem') }),
  trust: pinnedSystems(certificates),
});
log.info({ registry: twins.registry.address, mail: twins.mail.page }, 'twins are up');
process.send?.('ready');

const stop = (): void => void twins.close();
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
