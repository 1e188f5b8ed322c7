import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { readConfig } from '#config';
import { systemClock } from '#kit/clock';
import { silentLog } from '#kit/log';
import { testDatabase } from '#kit/testing';
import { modules } from '../../modules.mjs';
import { createServices } from '../../src/services.ts';
import { openOwnAuthority, setUp } from '../../src/set-up/set-up.ts';
import { gatewaySite, pkiSite, portalSite, workplaceSite } from '../../src/sites/sites.ts';
import { buildAssets } from '../start/build-assets.ts';

/** A route as a site has it. */
export interface SiteRoute {
  readonly site: string;
  readonly method: string;
  readonly url: string;
  readonly access: string;
  /** Called by programs, from wherever they are; so it may not rely on a cookie. */
  readonly forMachines: boolean;
}

/** All sites as the product builds them, on a fresh database, without listening. */
export interface OpenEstate extends AsyncDisposable {
  readonly sites: Readonly<Record<'portal' | 'workplace' | 'pki' | 'gateway', FastifyInstance>>;
  readonly routes: readonly SiteRoute[];
}

const builders = { portal: portalSite, workplace: workplaceSite, pki: pkiSite, gateway: gatewaySite } as const;

/** Hears of each route while a site is built, in the place of the metrics. */
function listener(routes: SiteRoute[], site: string) {
  return {
    contentType: 'text/plain',
    text: () => Promise.resolve(''),
    show: () => {},
    watch(app: FastifyInstance) {
      app.addHook('onRoute', ({ method, url, config }) => {
        if (method === 'HEAD') return;
        const { access = '', forMachines = false } = config ?? {};
        routes.push({ site, method: String(method), url, access, forMachines });
      });
    },
  };
}

/** Opens an estate of its own in a temporary folder. */
export async function openEstate(): Promise<OpenEstate> {
  const folder = await mkdtemp(join(tmpdir(), 'birtereze-estate-'));
  const world = await testDatabase(modules.filter(({ schema }) => schema).map(({ name }) => name));
  const config = readConfig({ DATA_DIR: folder, SEED: 'no', TWINS: 'no' });
  await buildAssets(join(folder, 'assets'));
  await setUp({ config, databaseUrl: world.url, clock: systemClock });
  const authority = await openOwnAuthority({ config, db: world.db, clock: systemClock });
  const ground = { config, db: world.db, clock: systemClock, log: silentLog, authority, signals: world.signals() };
  const services = await createServices(ground);
  const routes: SiteRoute[] = [];
  const build = (name: keyof typeof builders): Promise<FastifyInstance> =>
    builders[name]({ ground, services, metrics: listener(routes, name), version: 'test' });
  const sites = {
    portal: await build('portal'),
    workplace: await build('workplace'),
    pki: await build('pki'),
    gateway: await build('gateway'),
  };
  return {
    sites,
    routes,
    async [Symbol.asyncDispose]() {
      await Promise.all(Object.values(sites).map((site) => site.close()));
      await world[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
