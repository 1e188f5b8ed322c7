import { sql } from 'kysely';
import type { Queryable, Tx } from '#kit/db';
import type { Translated } from '#text';
import type { Channel } from '../envelope/soap-fault.ts';

export interface System {
  /** senderId. */
  readonly id: string;
  readonly title: Translated;
  /** Base of its endpoints: `<address>/bip-sync`, `<address>/bip-async`. */
  readonly address: string;
}

export interface Service {
  /** serviceId: the routing key. */
  readonly id: string;
  readonly provider: string;
  readonly channel: Channel;
  readonly title: Translated;
  /** Milliseconds in which the provider must have answered. */
  readonly timeLimit: number;
  /** Calls under way at once. */
  readonly concurrency: number;
}

export interface Permission {
  readonly system: string;
  readonly service: string;
}

export interface DirectoryRows {
  readonly systems: readonly System[];
  readonly services: readonly Service[];
  readonly permissions: readonly Permission[];
  readonly certificates: readonly { readonly fingerprint: string; readonly system: string }[];
}

/** All that is in force now; it is small and read as a whole. */
export async function readDirectory(db: Queryable): Promise<DirectoryRows> {
  const systems = await sql<System>`select id, title, address from gateway.system where active`.execute(db);
  const services = await sql<Service>`select id, provider, channel, title, time_limit_ms as "timeLimit", concurrency
    from gateway.service`.execute(db);
  const permissions = await sql<Permission>`select system, service from gateway.permission where withdrawn_at is null`.execute(
    db,
  );
  const certificates = await sql<{ fingerprint: string; system: string }>`select fingerprint, system from gateway.certificate
    where withdrawn_at is null`.execute(db);
  return { systems: systems.rows, services: services.rows, permissions: permissions.rows, certificates: certificates.rows };
}

export async function saveSystem(tx: Tx, system: System): Promise<void> {
  await sql`insert into gateway.system (id, title, address) values (${system.id}, ${JSON.stringify(system.title)}::jsonb, ${system.address})
    on conflict (id) do update set title = excluded.title, address = excluded.address, active = true`.execute(tx);
}

export async function saveCertificate(
  tx: Tx,
  certificate: { system: string; fingerprint: string; der: Uint8Array; now: Date },
): Promise<void> {
  const { system, fingerprint, der, now } = certificate;
  await sql`insert into gateway.certificate (fingerprint, system, der, registered_at)
    values (${fingerprint}, ${system}, ${Buffer.from(der)}, ${now}) on conflict (fingerprint) do nothing`.execute(tx);
}

export async function withdrawCertificate(tx: Tx, fingerprint: string, now: Date): Promise<boolean> {
  const { rows } = await sql`update gateway.certificate set withdrawn_at = ${now}
    where fingerprint = ${fingerprint} and withdrawn_at is null returning 1`.execute(tx);
  return rows.length > 0;
}

export async function saveService(tx: Tx, service: Service): Promise<void> {
  await sql`insert into gateway.service (id, provider, channel, title, time_limit_ms, concurrency)
    values (${service.id}, ${service.provider}, ${service.channel}, ${JSON.stringify(service.title)}::jsonb, ${service.timeLimit},
      ${service.concurrency})
    on conflict (id) do update set provider = excluded.provider, channel = excluded.channel, title = excluded.title,
      time_limit_ms = excluded.time_limit_ms, concurrency = excluded.concurrency`.execute(tx);
}

export async function savePermission(tx: Tx, permission: Permission & { ground: string; now: Date }): Promise<void> {
  const { system, service, ground, now } = permission;
  await sql`insert into gateway.permission (system, service, ground, granted_at) values (${system}, ${service}, ${ground}, ${now})
    on conflict (system, service) do update set ground = excluded.ground, granted_at = excluded.granted_at, withdrawn_at = null`.execute(
    tx,
  );
}

export async function withdrawPermission(tx: Tx, permission: Permission, now: Date): Promise<boolean> {
  const { rows } = await sql`update gateway.permission set withdrawn_at = ${now}
    where system = ${permission.system} and service = ${permission.service} and withdrawn_at is null returning 1`.execute(tx);
  return rows.length > 0;
}
