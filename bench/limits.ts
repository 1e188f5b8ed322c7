import { createHash, createPrivateKey, generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { createDocuments, sealOf } from '#documents';
import type { FileStore, Preparation } from '#documents';
import { systemClock } from '#kit/clock';
import { sha256Hex } from '#kit/ids';
import { keySigner } from '#pki';
import { frameDocument } from '#regulations';
import type { PrintedFact } from '#regulations';
import { bodies } from '#seed';
import { parseIin } from '#subjects';
import { derOf } from '../src/set-up/keys.ts';
import { sealFolder } from '../src/set-up/systems.ts';
import { regulationOfRg1 } from './applicants.ts';
import type { Installation } from './installation.ts';
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

async function sealHere({ config, authority }: Installation, bin: string): Promise<Preparation['seal']> {
  const folder = sealFolder(config.DATA_DIR, bin);
  const read = (name: string): Promise<string> => readFile(join(folder, name), 'utf8');
  const [key, certificate] = await Promise.all([read('key.pem'), read('certificate.pem')]);
  return sealOf(keySigner(createPrivateKey(key)), [derOf(certificate), authority.issuingCertificate]);
}

/** The newest certificate of RG-1 that was issued here, as what it was made of. */
async function newestCertificate(installation: Installation): Promise<Preparation> {
  const { rows } = await sql<{ id: string; facts: PrintedFact[]; name: string; iin: string }>`select application.id, facts,
      consumer_name as name, consumer_iin as iin
    from applications.application join applications.preparation on application_id = application.id
    where service = 'rg-1' and status = 'provided' order by application.sent_at desc limit 1`.execute(installation.db);
  const [row] = rows;
  const regulation = regulationOfRg1();
  const output = regulation.outputs.find(({ id }) => id === 'result');
  const iin = row && parseIin(row.iin);
  if (row === undefined || output === undefined || iin === undefined) throw new Error('No certificate was issued');
  const { bin, name } = bodies.employment;
  const framed = frameDocument(output, { body: name, facts: row.facts });
  return {
    owner: row.id,
    application: row.id,
    content: {
      kind: { regulation: regulation.id, output: output.id, version: String(regulation.version) },
      title: framed.title,
      body: { bin, name },
      recipient: { name: row.name, iin },
      facts: framed.lines,
      signatories: output.signatures.map(({ label }) => ({ name: 'Ж. Байжанов', position: label, certificate: '0'.repeat(40) })),
    },
    addressed: framed.addressed,
    statements: framed.statements,
    seal: await sealHere(installation, bin),
  };
}

/** Certificates of RG-1 made as PDF with their bar codes, sealed and not stored, per second of one core. */
export async function documentsPerCore(installation: Installation, seconds = 3): Promise<number> {
  const preparation = await newestCertificate(installation);
  const store: FileStore = { put: (bytes) => Promise.resolve(sha256Hex(bytes)), read: never, sweep: never };
  const documents = createDocuments({ store, clock: systemClock, verifyAt: 'localhost/verify' });
  await documents.make(preparation);
  return ratePerCore(seconds, () => documents.make(preparation));
}

function never(): never {
  throw new Error('Nothing is kept here');
}
