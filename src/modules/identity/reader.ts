import type { OfficerReader } from '#registries';
import { formatShortName } from '#subjects';
import type { OfficerActor } from './rules/actor.ts';

/** An officer as whoever reads a person's data is written down: a part of the ground of each reading (CAB-9). */
export function readerOf({ id, name, bin }: OfficerActor): { readonly who: string; readonly officer: OfficerReader } {
  return { who: id, officer: { name: formatShortName(name), bin } };
}
