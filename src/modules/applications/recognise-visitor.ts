import type { OfficerActor } from '#identity';
import type { Iin } from '#subjects';
import type { NoData } from './rules/counter.ts';
import { visitorOf } from './rules/visitor.ts';
import type { Visitor } from './rules/visitor.ts';
import { findOwnApplication } from './own.ts';
import type { ApplicationServices } from './services.ts';
import { findRequest } from './store.ts';

/** `nobody`: the request does not name this person. `noPower`: the power of attorney is not valid any more, or could not be asked for. */
export type Recognised =
  | { readonly kind: 'visitor'; readonly visitor: Visitor }
  | { readonly kind: 'nobody' }
  | { readonly kind: 'noPower'; readonly noData: NoData };

/**
 * Recognises who has come back to the counter by the IIN of the card that they show: the consumer, or the representative of the request, whose
 * power of attorney is asked for anew, because it may have been revoked since.
 *
 * @throws Failure `notFound` for another counter's application
 */
export async function recogniseVisitor(
  services: ApplicationServices,
  officer: OfficerActor,
  { id, iin }: { id: string; iin: Iin },
): Promise<Recognised> {
  const { consumerIin: principal } = await findOwnApplication(services.db, officer, id);
  const contents = (await findRequest(services.db, id))?.contents;
  const visitor = contents && visitorOf(contents, iin);
  if (visitor === undefined) return { kind: 'nobody' };
  const number = contents?.counter?.representative?.powerOfAttorney.number;
  if (visitor === 'consumer' || number === undefined) return { kind: 'visitor', visitor };
  const ground = { officer, draftId: id, powerOfAttorney: number };
  const power = await services.counterRegistries.findPower({ number, principal, representative: iin }, ground);
  if (power.kind === 'valid') return { kind: 'visitor', visitor };
  const { kind: why, ...since } = power;
  return { kind: 'noPower', noData: { of: 'powerOfAttorney', why, ...since } };
}
