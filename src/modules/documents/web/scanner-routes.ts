import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Route } from '#kit/http';
import { verifyPaths } from './paths.ts';
import { scannerWorker } from './scanner-worker.ts';

/** What a page needs to verify without a network: DER. */
export interface TrustMaterials {
  readonly roots: readonly { readonly label: string; readonly certificate: Uint8Array }[];
  /** The newest revocation lists of the authorities that certify seals. */
  readonly crls: readonly Uint8Array[];
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** What the scanning page fetches, once, and keeps for when there is no network. */
export function scannerRoutes(trustMaterials: () => Promise<TrustMaterials>): Route<'everyone'>[] {
  let reader: Promise<Buffer> | undefined;
  const getReader = async (_: FastifyRequest, reply: FastifyReply): Promise<Buffer> => {
    reader ??= readFile(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
    reply.type('application/wasm').header('cache-control', 'public, max-age=86400');
    return reader;
  };
  const getTrust = async (_: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const { roots, crls } = await trustMaterials();
    reply.header('cache-control', 'public, max-age=300');
    return {
      roots: roots.map(({ label, certificate }) => ({ label, certificate: base64(certificate) })),
      crls: crls.map(base64),
    };
  };
  const getWorker = (_: FastifyRequest, reply: FastifyReply): string => {
    // The worker may care for the page above its own folder, and for nothing else of the portal.
    reply
      .type('text/javascript; charset=utf-8')
      .header('service-worker-allowed', verifyPaths.page)
      .header('cache-control', 'no-cache');
    return scannerWorker;
  };
  const get = (url: string, handler: Route['handler']): Route<'everyone'> => ({
    method: 'GET',
    url,
    access: 'everyone',
    handler,
  });
  return [get(verifyPaths.reader, getReader), get(verifyPaths.trust, getTrust), get(verifyPaths.worker, getWorker)];
}
