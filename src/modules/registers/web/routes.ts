import type { Route } from '#kit/http';
import type { RegisterPages } from './call.ts';
import { entryRoutes } from './entry-routes.ts';
import { importRoutes } from './import-routes.ts';
import { listRoutes } from './list-routes.ts';
import { preschoolRoutes } from './preschool-routes.ts';

/** The registers at the workplace: each body sees those that it keeps (WRK-4, WRK-5). */
export function registerPages<A extends string>(pages: RegisterPages<A>): Route<A>[] {
  return [...listRoutes(pages), ...importRoutes(pages), ...preschoolRoutes(pages), ...entryRoutes(pages)];
}
