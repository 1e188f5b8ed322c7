import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { systemClock } from '#kit/clock';
import type { Clock } from '#kit/clock';
import { inTransaction } from '#kit/db';
import type { Db } from '#kit/db';
import { html } from '#kit/html';
import { createSite } from '#kit/http';
import { silentLog } from '#kit/log';
import type { Signals } from '#kit/signals';
import type { SystemKey } from '../envelope/system-key.ts';
import { createGateway } from '../gateway.ts';
import type { Gateway } from '../gateway.ts';
import type { Reception } from '../receive-message.ts';
import { grantPermission, registerCertificate, registerService, registerSystem } from '../registration.ts';
import { acceptSoap } from '../web/routes.ts';

/** A process with a gateway, on a socket; for tests. */
export interface TestNode extends AsyncDisposable {
  readonly gateway: Gateway;
  readonly address: string;
  /** Closes the socket as a stopped process would; the relays go on. */
  close(): Promise<void>;
}

export interface TestNodeOptions {
  readonly db: Db;
  readonly signals: Signals;
  readonly keys: readonly SystemKey[];
  readonly node?: SystemKey;
  readonly receptions?: readonly Reception[];
  readonly port?: number;
  readonly clock?: Clock;
  /** Address of the node, where this process is not it. */
  readonly gatewayAddress?: string;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export async function startNode(options: TestNodeOptions): Promise<TestNode> {
  const port = options.port ?? (await freePort());
  const address = `http://127.0.0.1:${port}`;
  const gateway = createGateway({
    ...options,
    clock: options.clock ?? systemClock,
    log: silentLog,
    chain: async () => true,
    gateway: { address: options.gatewayAddress ?? address, system: 'gateway' },
    receptions: options.receptions ?? [],
  });
  const site = await createSite({
    log: silentLog,
    routes: gateway.routes,
    guards: { system: () => {} },
    failurePage: () => html`failure`,
    extend: acceptSoap,
  });
  await site.listen({ port, host: '127.0.0.1' });
  gateway.start();
  let closed = false;
  const close = async (): Promise<void> => {
    if (!closed) await site.close();
    closed = true;
  };
  return {
    gateway,
    address,
    close,
    async [Symbol.asyncDispose]() {
      await gateway.stop();
      await close();
    },
  };
}

const title = { kk: 'Сынақ', ru: 'Проба', en: 'Trial' };

/** Registers a system with its certificate. */
export async function register(db: Db, key: SystemKey, address: string): Promise<void> {
  await inTransaction(db, async (tx) => {
    await registerSystem(tx, { id: key.system, title, address });
    const certificate = Buffer.from(key.certificate, 'base64');
    await registerCertificate(tx, { system: key.system, certificate, now: systemClock.now() });
  });
}

/** Registers a service and grants it to these. */
export async function offer(
  db: Db,
  service: { id: string; provider: string; channel: 'sync' | 'async'; timeLimit?: number; concurrency?: number },
  callers: readonly string[],
): Promise<void> {
  await inTransaction(db, async (tx) => {
    await registerService(tx, { timeLimit: 2_000, concurrency: 4, title, ...service });
    for (const system of callers) {
      await grantPermission(tx, { system, service: service.id, ground: 'test', now: systemClock.now() });
    }
  });
}

/** Waits until something has come to be. */
export async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('It did not come to be');
}
