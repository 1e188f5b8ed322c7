import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { portNames } from '#config';

export type Ports = Readonly<Record<(typeof portNames)[number], string>>;

/** Ports for a whole installation that are free at this moment; they are let go together, so that none is given twice. */
export async function freePorts(): Promise<Ports> {
  const servers = portNames.map(() => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => String((server.address() as AddressInfo).port));
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return Object.fromEntries(portNames.map((name, index) => [name, ports[index]])) as Ports;
}
