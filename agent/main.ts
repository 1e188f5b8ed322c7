import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readConfig } from '#config';
import { systemClock } from '#kit/clock';
import { openLog } from '#kit/log';
import { assetUrls } from '#ui';
import type { AssetManifest } from '#ui';
import { startAgent } from './agent.ts';
import { openInBrowser } from './open-in-browser.ts';

/** The agent of a person's own computer; here it runs beside the portal, so that everything can be tried on one machine. */
const config = readConfig();
const log = openLog({ level: config.LOG_LEVEL, name: 'agent' });
const folder = join(config.DATA_DIR, 'assets');
const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as AssetManifest;

const agent = await startAgent({
  port: config.AGENT_PORT,
  dataDir: join(config.DATA_DIR, 'agent'),
  keysDir: join(config.DATA_DIR, 'keys'),
  tls: config.AGENT_TLS,
  clock: systemClock,
  assets: { folder, address: assetUrls(manifest) },
  tsa: `${config.PKI_URL}/tsa`,
  // Started by hand it has a person before it; a launcher prints the window's address instead.
  openWindow: process.send === undefined && process.stdout.isTTY ? openInBrowser : undefined,
  onDefect: (error) => log.error({ stack: error instanceof Error ? error.stack : String(error) }, 'defect'),
});
log.info({ address: agent.address, window: agent.window }, 'agent is up');
process.send?.('ready');

const stop = (): void => void agent.close().then(() => process.exit(0));
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
