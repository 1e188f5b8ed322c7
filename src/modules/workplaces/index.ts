import { counterRoutes } from '#applications';
import type { ApplicationServices } from '#applications';
import type { Access, EdsWeb } from '#identity';
import type { Route } from '#kit/http';
import type { Signals } from '#kit/signals';
import { batchRoutes } from './web/batch-routes.ts';
import { complaintRoutes } from './web/complaint-routes.ts';
import { decisionRoutes } from './web/decision-routes.ts';
import { deskRoutes } from './web/desk-routes.ts';
import { handlingRoutes } from './web/handling-routes.ts';
import { panelRoutes } from './web/panel-routes.ts';
import { partRoutes } from './web/part-routes.ts';
import { processRoutes } from './web/process-routes.ts';
import { queueRoutes } from './web/queue-routes.ts';
import { registerRoutes } from './web/register-routes.ts';
import { signRoutes } from './web/sign-routes.ts';
import { trackingRoutes } from './web/tracking-routes.ts';
import { workplaceNavigation } from './web/pages/navigation.ts';

export { referralNotices } from './tell-of-referral.ts';

export { workplaceNavigation } from './web/pages/navigation.ts';
export type { WorkplaceSection } from './web/pages/navigation.ts';

/** Everything that officers find at their workplace: queues, desks, decisions, signatures, registers; and operators and specialists at their counters. */
export function workplaceRoutes(services: ApplicationServices, eds: EdsWeb, signals: Signals): Route<Access>[] {
  return [
    ...queueRoutes(services, signals),
    ...deskRoutes(services),
    ...decisionRoutes(services),
    ...handlingRoutes(services),
    ...signRoutes(services, eds),
    ...batchRoutes(services, eds),
    ...complaintRoutes(services),
    ...panelRoutes(services),
    ...partRoutes(services),
    ...processRoutes(services),
    ...registerRoutes(services),
    ...counterRoutes(services, eds, (request, section) => workplaceNavigation(request.page, section)),
    ...trackingRoutes(services, signals),
  ];
}
