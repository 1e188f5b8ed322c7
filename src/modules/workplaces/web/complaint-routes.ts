import type { FastifyRequest } from 'fastify';
import { findApplication, listOpenComplaints, recordListing } from '#applications';
import type { ApplicationServices } from '#applications';
import { officerOf } from '#identity';
import type { Access } from '#identity';
import { Failure } from '#kit/failure';
import type { Html } from '#kit/html';
import type { Route } from '#kit/http';
import { complaintsView } from './pages/complaints.ts';
import { paths } from './place.ts';

/** As many as a page holds; the oldest are answered first, and then the next ones come up. */
const most = 50;

function getComplaints(services: ApplicationServices) {
  return async (request: FastifyRequest): Promise<Html> => {
    const officer = officerOf(request);
    const { roles, bodyId } = officer;
    if (!roles.includes('head')) throw new Failure('forbidden');
    const complaints = await listOpenComplaints(services.db, bodyId, most);
    const listed = complaints.map(async (complaint) => {
      const application = await findApplication(services.db, complaint.applicationId, { bodyId });
      return application === undefined ? [] : [{ complaint, application }];
    });
    const shown = (await Promise.all(listed)).flat();
    await recordListing(services, officer, { applications: shown.map(({ application }) => application), purpose: 'list' });
    return complaintsView(request.page, shown);
  };
}

/** The head's queue of complaints about refusals (APP-9). */
export function complaintRoutes(services: ApplicationServices): Route<Access>[] {
  return [{ method: 'GET', url: paths.complaints, access: 'officer', handler: getComplaints(services) }];
}
