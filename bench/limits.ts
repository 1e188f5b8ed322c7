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

/** Durable transactions of one insert of a kilobyte each, per second, as pgbench makes them. */
export async function insertsPerSecond(url: string, connections: number, seconds = 2): Promise<number> {
  const clients = await Promise.all(
    Array.from({ length: connections }, async () => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      return client;
    }),
  );
  await clients[0]?.query(
    'create table if not exists bench_insert (id bigint generated always as identity primary key, body text)',
  );
  const body = 'x'.repeat(1_000);
  const begun = performance.now();
  const end = begun + seconds * 1000;
  let done = 0;
  const insert = { name: 'insert', text: 'insert into bench_insert (body) values ($1)', values: [body] };
  await Promise.all(
    clients.map(async (client) => {
      for (; performance.now() < end; done++) await client.query(insert);
    }),
  );
  const rate = (done * 1000) / (performance.now() - begun);
  await clients[0]?.query('drop table bench_insert');
  await Promise.all(clients.map((client) => client.end()));
  return rate;
}
