import type { RequestContents } from '#regulations';

/** Who comes to a counter for an application: the consumer, or the representative whom the signed request names. */
export const visitors = ['consumer', 'representative'] as const;
export type Visitor = (typeof visitors)[number];

/** @param iin of the identity card that is shown; @returns undefined for somebody whom the request does not name */
export function visitorOf(
  { consumer, counter }: Pick<RequestContents, 'consumer' | 'counter'>,
  iin: string,
): Visitor | undefined {
  if (iin === consumer.iin) return 'consumer';
  return iin === counter?.representative?.iin ? 'representative' : undefined;
}
