import { createHash, generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import pg from 'pg';
import { ratePerCore } from './processor.ts';

const rsa = (): { publicKey: KeyObject; privateKey: KeyObject } => generateKeyPairSync('rsa', { modulusLength: 2048 });

/** What OpenSSL alone can do for a signature over `size` bytes: the content's hash and the RSA-2048 operation, per second of one core. */
export function rsaVerificationsPerCore(size: number, seconds = 1): Promise<number> {
  const { publicKey, privateKey } = rsa();
  const [content, attributes] = [randomBytes(size), randomBytes(300)];
  const signature = sign('sha256', attributes, privateKey);
  return ratePerCore(seconds, () => {
    createHash('sha256').update(content).digest();
    if (!verify('sha256', attributes, publicKey, signature)) throw new Error('Not verified');
  });
}

/** Signatures with ECDSA P-256, per second of one core. */
export function ecdsaSignaturesPerCore(seconds = 1): Promise<number> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const content = randomBytes(300);
  return ratePerCore(seconds, () => sign('sha256', content, privateKey));
}

/** The same with RSA-2048: what the spec holds the authority against. */
export function rsaSignaturesPerCore(seconds = 1): Promise<number> {
  const { privateKey } = rsa();
  const content = randomBytes(300);
  return ratePerCore(seconds, () => sign('sha256', content, privateKey));
}

async function connect(url: string, connections: number): Promise<pg.Client[]> {
  return Promise.all(
    Array.from({ length: connections }, async () => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      return client;
    }),
  );
}

/** How often a second the clients together can do it, each one after the other. */
async function rateOf(clients: readonly pg.Client[], query: pg.QueryConfig, seconds: number): Promise<number> {
  const begun = performance.now();
  const end = begun + seconds * 1000;
  let done = 0;
  await Promise.all(
    clients.map(async (client) => {
      for (; performance.now() < end; done++) await client.query(query);
    }),
  );
  return (done * 1000) / (performance.now() - begun);
}

/** Durable transactions of one insert of a kilobyte each, per second, as pgbench makes them. */
export async function insertsPerSecond(url: string, connections: number, seconds = 2): Promise<number> {
  const clients = await connect(url, connections);
  await clients[0]?.query(
    'create table if not exists bench_insert (id bigint generated always as identity primary key, body text)',
  );
  const text = 'insert into bench_insert (body) values ($1)';
  const rate = await rateOf(clients, { name: 'insert', text, values: ['x'.repeat(1_000)] }, seconds);
  await clients[0]?.query('drop table bench_insert');
  await Promise.all(clients.map((client) => client.end()));
  return rate;
}

/** Selects of one application by its key, per second. */
export async function selectsPerSecond(url: string, connections: number, seconds = 2): Promise<number> {
  const clients = await connect(url, connections);
  const found = await clients[0]?.query<{ id: string }>('select id from applications.application limit 1');
  const text = 'select id, number, status from applications.application where id = $1';
  const rate = await rateOf(clients, { name: 'select', text, values: [found?.rows[0]?.id] }, seconds);
  await Promise.all(clients.map((client) => client.end()));
  return rate;
}
