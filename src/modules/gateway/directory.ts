import type { Clock } from '#kit/clock';
import type { Db } from '#kit/db';
import { readDirectory } from './store.ts';
import type { DirectoryRows, Service, System } from './store.ts';

/** Who takes part and who may do what, as it stands at one moment. What is not in it is not allowed. */
export interface DirectoryView {
  system(id: string): System | undefined;
  service(id: string): Service | undefined;
  mayCall(system: string, service: string): boolean;
  /** @param fingerprint SHA-256 of a certificate, hexadecimal. */
  systemOf(fingerprint: string): string | undefined;
}

export interface Directory {
  /** Read again every few seconds, so that a withdrawn right ends soon in every process. */
  current(): Promise<DirectoryView>;
  /** Reads again at the next use. */
  forget(): void;
}

/** Milliseconds for which a view is used. */
const viewLifetime = 5_000;

export function createDirectory(db: Db, clock: Clock): Directory {
  let view: Promise<DirectoryView> | undefined;
  let readAt = 0;
  return {
    current() {
      const now = clock.now().getTime();
      if (view === undefined || Math.abs(now - readAt) > viewLifetime) {
        readAt = now;
        view = readDirectory(db).then(viewOf);
        view.catch(() => {
          view = undefined;
        });
      }
      return view;
    },
    forget() {
      view = undefined;
    },
  };
}

function viewOf(rows: DirectoryRows): DirectoryView {
  const systems = new Map(rows.systems.map((system) => [system.id, system]));
  const services = new Map(rows.services.map((service) => [service.id, service]));
  const permissions = new Set(rows.permissions.map(({ system, service }) => `${system} ${service}`));
  const certificates = new Map(rows.certificates.map(({ fingerprint, system }) => [fingerprint, system]));
  return {
    system: (id) => systems.get(id),
    service: (id) => services.get(id),
    mayCall: (system, service) => systems.has(system) && permissions.has(`${system} ${service}`),
    systemOf(fingerprint) {
      const system = certificates.get(fingerprint);
      return system !== undefined && systems.has(system) ? system : undefined;
    },
  };
}
