import type { Tx } from '#kit/db';
import { findBody, findBodyByKind } from '#identity';
import type { Body, OfficerActor } from '#identity';
import type { CounterEntry, Regulation, RequestContents } from '#regulations';
import { formatName } from '#subjects';
import type { CounterChannel, CounterState } from './rules/counter.ts';
import type { Draft } from './store.ts';

/** Who asks, of whom, through which channel: what a request says beside its answers and files. */
export type Parties = Pick<RequestContents, 'channel' | 'consumer' | 'counter'> & { readonly body: Body };

/** The body that provides the service: the one at whose own counter it is taken, else the one of the kind that the regulation names. */
export async function providerOf(tx: Tx, regulation: Regulation, counter?: CounterState): Promise<Body> {
  const { providerKind } = regulation.passport;
  const body = counter?.channel === 'provider' ? await findBody(tx, counter.bodyId) : await findBodyByKind(tx, providerKind);
  if (body === undefined) throw new Error(`No body provides services of the kind ${providerKind}`);
  return body;
}

function representativeOf({ representative }: CounterState): Pick<CounterEntry, 'representative'> {
  const confirmed = representative?.confirmed;
  if (representative === undefined || confirmed === undefined) return {};
  const { name, issuedOn, validUntil } = confirmed;
  const { iin, number } = representative;
  return { representative: { iin, name, powerOfAttorney: { number, issuedOn, validUntil } } };
}

/** Who fills something in at a counter, and signs it with their own ЭЦҚ. */
export function filledBy(officer: OfficerActor, channel: CounterChannel, { bin, name }: Body): CounterEntry['filledBy'] {
  const role = channel === 'centre' ? 'operator' : 'officer';
  return { role, iin: officer.iin, name: formatName(officer.name), body: { bin, name } };
}

/** The parties of a request that is taken at a counter: the consumer as the registry knows them, and who filled it in (PRO-3, PRO-4). */
export async function counterParties(
  tx: Tx,
  officer: OfficerActor,
  of: { draft: Draft; counter: CounterState; regulation: Regulation },
): Promise<Parties> {
  const { draft, counter, regulation } = of;
  const own = await findBody(tx, counter.bodyId);
  const name = draft.known['personRegistry.fullName'];
  if (own === undefined || name === undefined) throw new Error('A draft at a counter without its body or its consumer');
  return {
    channel: counter.channel,
    body: await providerOf(tx, regulation, counter),
    consumer: { iin: counter.consumerIin, name },
    counter: {
      filledBy: filledBy(officer, counter.channel, own),
      ...(counter.identityCard === undefined ? {} : { identityCard: counter.identityCard }),
      paperOriginals: counter.originals,
      ...representativeOf(counter),
    },
  };
}
