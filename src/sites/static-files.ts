import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { Failure } from '#kit/failure';
import type { Route } from '#kit/http';
import type { Access } from '#identity';
import { assetsPath } from '#ui';

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.png': 'image/png',
};

/** The built files, read once: they are few, small and never change under their hashed names. */
export function assetRoutes(folder: string): Route<Access>[] {
  const files = new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]));
  return [
    {
      method: 'GET',
      url: `${assetsPath}:name`,
      access: 'everyone',
      handler: (request, reply) => {
        const { name } = request.params as { name: string };
        const file = files.get(name);
        if (file === undefined) throw new Failure('notFound');
        reply
          .type(types[extname(name)] ?? 'application/octet-stream')
          .header('cache-control', 'public, max-age=31536000, immutable');
        return reply.send(file);
      },
    },
  ];
}
