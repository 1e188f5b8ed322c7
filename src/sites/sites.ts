import type { FastifyInstance, FastifyRequest } from 'fastify';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  afterRoutes,
  answerRoutes,
  cabinetNavigation,
  cardRoutes,
  draftRoutes,
  fileRoutes,
  signingRoutes,
  surveyRoutes,
} from '#applications';
import { acceptBinaryRequests, publicationRoutes, verificationRoutes } from '#authority';
import { catalogueRoutes } from '#catalogue';
import { documentRoutes, keptRoutes, verifyRoutes } from '#documents';
import { acceptSoap, monitoringRoutes } from '#gateway';
import { officerOf, personOf, registerEdsRoutes, registerRoutes, settingsRoutes, signInRoutes } from '#identity';
import type { Access, EdsWeb, SiteName } from '#identity';
import type { Html } from '#kit/html';
import { createSite } from '#kit/http';
import type { Route, SiteOptions } from '#kit/http';
import type { Metrics } from '#kit/metrics';
import { noticeRoutes } from '#notices';
import { texts } from '#text';
import { ownQueueRoutes } from '#registers';
import { accessRoutes, addressRoutes } from '#registries';
import { receptionRoutes } from '#reception';
import { workplaceNavigation, workplaceRoutes } from '#workplaces';
import { assetUrls, failurePage, signingPanel } from '#ui';
import type { AssetManifest, PageContext, Site } from '#ui';
import type { Ground, Services } from '../services.ts';
import { accessGuards } from './guards.ts';
import { gatewaySystem } from '../set-up/systems.ts';
import { bodyNames } from './body-names.ts';
import { pagesEverywhere } from './pages-everywhere.ts';
import { healthRoutes, metricsRoute } from './health.ts';
import { measureSignIn } from './measure-sign-in.ts';
import { bareContext, preparation } from './page-context.ts';
import { assetRoutes } from './static-files.ts';
import { trustMaterials } from './trust-materials.ts';

/** What every site of this process is made of. */
export interface Estate {
  readonly ground: Ground;
  readonly services: Services;
  readonly metrics: Metrics;
  readonly version: string;
}

interface Plan {
  readonly site: Site;
  readonly sessions: SiteName | undefined;
  readonly routes: readonly Route<Access>[];
  readonly policy?: Readonly<Record<string, string>>;
  readonly extend?: (app: FastifyInstance) => Promise<void>;
}

function assetsFolder(dataFolder: string): string {
  return resolve(dataFolder, 'assets');
}

function readManifest(folder: string): AssetManifest {
  return JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as AssetManifest;
}

/** Why this process cannot do all of its work: which systems do not answer. */
function reasonsOf({ services }: Estate): string[] {
  return services.gateway
    .health()
    .filter(({ answers }) => !answers)
    .map(({ name }) => `gateway:${name}`);
}

async function build(estate: Estate, plan: Plan): Promise<FastifyInstance> {
  const { config, db, clock, log } = estate.ground;
  const folder = assetsFolder(config.DATA_DIR);
  const assets = assetUrls(readManifest(folder));
  const options = { db, clock, site: plan.site, sessions: plan.sessions, assets, version: estate.version };
  const site: SiteOptions = {
    log,
    routes: [...plan.routes, ...assetRoutes(folder), ...healthRoutes({ db, reasons: () => reasonsOf(estate) })],
    guards: accessGuards(config.MODE),
    prepare: preparation(options),
    failurePage: (request, failure, reference): Html =>
      // A request can fail before it was looked at.
      failurePage(request.page ?? bareContext(request, options), { code: failure.code, reference }),
    ...(plan.policy ? { policy: plan.policy } : {}),
    fileLimit: config.FILE_LIMIT,
    trustProxy: config.TRUST_PROXY || false,
    extend: async (app) => {
      app.decorateRequest('page');
      app.decorateRequest('actor');
      estate.metrics.watch(app, plan.site);
      await plan.extend?.(app);
    },
  };
  return createSite(site);
}

/** The signing panel with the programs and authorities of this installation. */
function edsWeb({ ground: { config }, services }: Estate): EdsWeb {
  const agents = config.AGENT_URLS.split(/[\s,]+/).filter((address) => address !== '');
  const agentWindow = config.AGENT ? `${config.AGENT_TLS ? 'https' : 'http'}://127.0.0.1:${config.AGENT_PORT}/` : undefined;
  return {
    panel: (context: PageContext, { content, purpose, action, hidden, iin }) =>
      signingPanel({
        content: content instanceof Uint8Array ? { base64: Buffer.from(content).toString('base64') } : { urls: content },
        purpose,
        detached: true,
        withTimestamp: purpose === 'signing',
        signer: iin === undefined ? {} : { iin },
        chain: services.chain,
        agents,
        inPage: config.SIGN_IN_PAGE,
        locale: context.locale,
        action,
        hidden,
        agentWindow,
      }),
  };
}

/** Pages with a signing panel connect to the signing program on the person's own computer. */
function signingPolicy({ ground: { config } }: Estate): Readonly<Record<string, string>> {
  return {
    'connect-src': `'self' ${config.AGENT_URLS.split(/[\s,]+/)
      .map((address) => address.replace(/\/$/, ''))
      .join(' ')}`,
  };
}

/** Sections of the cabinet whose modules do not know each other. */
function cabinetPages({ ground: { db, clock }, services }: Estate): Route<Access>[] {
  const { files, documents } = services.applications;
  const access = 'person';
  const idOf = (request: FastifyRequest): string => personOf(request).id;
  const beside = (section: Parameters<typeof cabinetNavigation>[1]) => (context: PageContext) =>
    cabinetNavigation(context, section);
  return [
    ...noticeRoutes<Access>({ db, clock, access, recipientOf: idOf, navigation: beside('notices') }),
    ...addressRoutes<Access>({ addresses: services.registries.portal.addresses, clock, access }),
    ...accessRoutes<Access>({
      db,
      access,
      personOf,
      navigation: beside('access'),
      bodiesOf: (bins) => bodyNames(db, bins),
      serviceTitle: (service, locale) => services.catalogue.find(service)?.service.passport.shortTitle[locale],
    }),
    ...ownQueueRoutes<Access>({ db, clock, access, iinOf: (request) => personOf(request).iin, navigation: beside('queue') }),
    ...settingsRoutes(services.identity, beside('settings')),
    ...keptRoutes<Access>({ db, clock, files, documents, access, ownerOf: idOf, navigation: beside('documents') }),
    ...documentRoutes<Access>({
      db,
      documents,
      access,
      mayRead: (request, { owner, status }) => owner === idOf(request) && status !== 'prepared',
    }),
  ];
}

export async function portalSite(estate: Estate): Promise<FastifyInstance> {
  const { ground, services } = estate;
  const { db, clock, signals } = ground;
  const eds = edsWeb(estate);
  const routes: Route<Access>[] = [
    ...(catalogueRoutes({ catalogue: services.catalogue }) as Route<Access>[]),
    ...registerRoutes(services.identity),
    ...registerEdsRoutes(services.identity, eds),
    ...signInRoutes({ services: services.identity, site: 'portal', home: '/cabinet', eds }),
    ...draftRoutes(services.applications, eds),
    ...fileRoutes(services.applications),
    ...signingRoutes(services.applications, eds, signals),
    ...cardRoutes(services.applications, signals),
    ...answerRoutes(services.applications, eds),
    ...afterRoutes(services.applications),
    ...surveyRoutes(services.applications),
    ...cabinetPages(estate),
    ...verifyRoutes({
      db,
      clock,
      documents: services.applications.documents,
      verifier: services.documentVerifier,
      trustMaterials: () => trustMaterials(ground),
    }),
    ...pagesEverywhere(),
  ];
  const extend = measureSignIn(services.applications);
  return build(estate, { site: 'portal', sessions: 'portal', routes, policy: signingPolicy(estate), extend });
}

/** The gateway's pages, for the administrator of the platform. */
function gatewayPages({ ground: { db, clock }, services }: Estate): Route<Access>[] {
  return monitoringRoutes<Access>({
    db,
    clock,
    node: gatewaySystem,
    health: () => services.gateway.health(),
    access: 'officer',
    administratorOf(request) {
      const { id, roles } = officerOf(request);
      return roles.includes('administrator') ? id : undefined;
    },
    navigation: (context) => workplaceNavigation(context, 'gateway'),
  });
}

export async function workplaceSite(estate: Estate): Promise<FastifyInstance> {
  const { services, ground } = estate;
  const { db, clock, signals } = ground;
  const eds = edsWeb(estate);
  const routes: Route<Access>[] = [
    ...signInRoutes({ services: services.identity, site: 'workplace', home: '/', eds }),
    ...workplaceRoutes(services.applications, eds, signals),
    ...addressRoutes<Access>({ addresses: services.registries.workplace.addresses, clock, access: 'officer' }),
    ...receptionRoutes({
      services: services.reception,
      signals,
      navigation: (request) => workplaceNavigation(request.page, 'reception'),
    }),
    ...noticeRoutes<Access>({
      db,
      clock,
      access: 'officer',
      url: '/notices',
      recipientOf: (request) => officerOf(request).id,
      navigation: (context) => workplaceNavigation(context, 'notices'),
      emptyText: ({ locale }) => texts(locale).handling.noNotices,
    }),
    ...gatewayPages(estate),
    ...pagesEverywhere(),
  ];
  return build(estate, { site: 'workplace', sessions: 'workplace', routes, policy: signingPolicy(estate) });
}

export async function pkiSite(estate: Estate): Promise<FastifyInstance> {
  const { ground, services } = estate;
  const { trust, revocation, intermediates } = services;
  const routes = [
    ...(publicationRoutes(ground.authority) as Route<Access>[]),
    ...(verificationRoutes({ trust, revocation, intermediates, clock: ground.clock }) as Route<Access>[]),
    metricsRoute(estate.metrics),
  ];
  return build(estate, { site: 'pki', sessions: undefined, routes, extend: acceptBinaryRequests });
}

export async function gatewaySite(estate: Estate): Promise<FastifyInstance> {
  return build(estate, { site: 'pki', sessions: undefined, routes: [...estate.services.gateway.routes], extend: acceptSoap });
}
