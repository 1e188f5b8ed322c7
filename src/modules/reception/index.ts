import type { Access } from '#identity';
import type { Route } from '#kit/http';
import { dayRoutes } from './web/day-routes.ts';
import { deviceRoutes } from './web/device-routes.ts';
import { windowRoutes } from './web/window-routes.ts';
import type { WindowRoutesOptions } from './web/window-routes.ts';

export { loadHall } from './adapters/folder.ts';
export type { ReceptionServices } from './services.ts';

/** The hall of a centre: terminal, display, windows and the day's register (WRK-3). */
export function receptionRoutes(options: WindowRoutesOptions): Route<Access>[] {
  return [...deviceRoutes(options.services, options.signals), ...windowRoutes(options), ...dayRoutes(options)];
}
