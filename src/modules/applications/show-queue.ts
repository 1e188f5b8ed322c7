import type { OfficerActor } from '#identity';
import type { ApplicationServices } from './services.ts';
import { listQueue } from './store.ts';
import type { Application, QueueSearch } from './store.ts';
import { recordListing } from './view.ts';

/**
 * Shows an officer a page of a queue of their body, and tells those who stand on it (CAB-9).
 *
 * @throws Failure `tooManyRequests` for an officer who leafs through too many people (SEC-11)
 */
export async function showQueue(
  services: ApplicationServices,
  officer: OfficerActor,
  { search, page }: { search: QueueSearch; page: { limit: number; offset: number } },
): Promise<Application[]> {
  const applications = await listQueue(services.db, search, page);
  const purpose = search.words === undefined || search.words === '' ? 'list' : 'search';
  await recordListing(services, officer, { applications, purpose });
  return applications;
}
