import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { applicationJobs, applicationSchedules, signingHandlers, stampHandler } from '#applications';
import { authorityJobs, authoritySchedules } from '#authority';
import { gatewayJobs, gatewaySchedules } from '#gateway';
import { readConfig } from '#config';
import type { Config } from '#config';
import { systemClock } from '#kit/clock';
import { openDatabase } from '#kit/db';
import { runJobs } from '#kit/job-runner';
import { openLog } from '#kit/log';
import type { Log } from '#kit/log';
import { createMetrics } from '#kit/metrics';
import { listenForSignals } from '#kit/signals';
import { mailHandler, smtpMailer } from '#notices';
import { registerJobs, registerSchedules } from '#registers';
import { referralNotices } from '#workplaces';
import { countAlarms } from '#registries';
import { createServices } from './services.ts';
import type { Ground } from './services.ts';
import { gatewaySite, pkiSite, portalSite, workplaceSite } from './sites/sites.ts';
import type { Estate } from './sites/sites.ts';
import { openOwnAuthority } from './set-up/set-up.ts';
import { gatewaySystem } from './set-up/systems.ts';

/** A running server process. */
export interface Server {
  close(): Promise<void>;
}

function versionOf(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

async function openGround(config: Config, log: Log): Promise<Ground> {
  const url = config.DATABASE_URL;
  if (url === '')
    throw new Error('DATABASE_URL is empty: the server is started by `make start`, which starts the embedded database');
  const lost = (error: Error): void => log.warn({ error: error.message }, 'database connection lost');
  const db = openDatabase({ url, connections: config.DATABASE_CONNECTIONS, onConnectionLost: lost });
  const clock = systemClock;
  const authority = await openOwnAuthority({ config, db, clock });
  return { config, db, clock, log, authority, signals: listenForSignals(url, log) };
}

async function listen(estate: Estate): Promise<FastifyInstance[]> {
  const { HOST, PORTAL_PORT, WORKPLACE_PORT, PKI_PORT, GATEWAY_PORT, PROCESSES } = estate.ground.config;
  const sites = [
    [await portalSite(estate), PORTAL_PORT],
    [await workplaceSite(estate), WORKPLACE_PORT],
    [await pkiSite(estate), PKI_PORT],
    [await gatewaySite(estate), GATEWAY_PORT],
  ] as const;
  // Several processes share the ports; the kernel spreads the connections.
  const optionsOf = (port: number): { host: string; port: number } =>
    Object.assign({ host: HOST, port }, { reusePort: PROCESSES > 1 });
  await Promise.all(sites.map(([site, port]) => site.listen(optionsOf(port))));
  return sites.map(([site]) => site);
}

/** Starts one server process: sites, jobs, the gateway's carrying. */
export async function startServer(config: Config, log: Log): Promise<Server> {
  const ground = await openGround(config, log);
  const { db, clock, signals, authority } = ground;
  const services = await createServices(ground);
  const metrics = createMetrics(db);
  metrics.show({
    name: 'mass_lookup_alarms',
    help: 'How often an officer was stopped who looked up too many people',
    count: () => countAlarms(db),
  });
  const sites = await listen({ ground, services, metrics, version: versionOf() });
  const mailer = smtpMailer(config.SMTP_URL, config.MAIL_FROM);
  const handlers = [
    mailHandler(mailer),
    ...authorityJobs(authority),
    ...gatewayJobs({ db, clock, timestamper: services.applications.stamper, node: gatewaySystem }),
    stampHandler(services.applications),
    ...signingHandlers(services.applications),
    ...applicationJobs(services.applications),
    ...registerJobs(clock),
    ...referralNotices(services.applications),
  ];
  const jobs = runJobs({
    db,
    signals,
    log,
    handlers,
    schedules: [...authoritySchedules, ...gatewaySchedules, ...applicationSchedules, ...registerSchedules],
  });
  services.gateway.start();
  return {
    async close() {
      // Nothing new is taken, what is under way ends, then what it stands on goes.
      await Promise.all(sites.map((site) => site.close()));
      await Promise.all([jobs.stop(), services.gateway.stop()]);
      mailer.close();
      await signals.close();
      await db.destroy();
    },
  };
}

/** With `--wait` the start launches this program early and says where the database is once it is set up. */
async function configured(): Promise<Config> {
  const config = readConfig();
  if (!process.argv.includes('--wait')) return config;
  const [word] = (await once(process, 'message')) as [Pick<Config, 'DATABASE_URL'>];
  return { ...config, ...word };
}

if (import.meta.main) {
  const config = await configured();
  const log = openLog({ level: config.LOG_LEVEL, name: 'server' });
  const server = await startServer(config, log);
  log.info({ portal: config.PORTAL_URL, workplace: config.WORKPLACE_URL }, 'server is up');
  process.send?.('ready');
  let closing = false;
  const stop = (): void => {
    if (closing) return;
    closing = true;
    server.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}
