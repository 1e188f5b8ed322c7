import { z } from 'zod';
import { locales } from '#text';

const translated = z.strictObject({ kk: z.string().min(1), ru: z.string().min(1), en: z.string().min(1) });

/** What somebody comes to the centre for. The letter begins the ticket's number, so that the hall sees what is called. */
const kind = z.strictObject({ id: z.string().regex(/^[a-z]+$/), letter: z.string().length(1), title: translated });
const window = z.strictObject({ number: z.int().min(1).max(99), kinds: z.array(z.string()).min(1) });

function isWhole({ kinds, windows }: { kinds: TicketKind[]; windows: HallWindow[] }): boolean {
  const ids = new Set(kinds.map(({ id }) => id));
  const letters = new Set(kinds.map(({ letter }) => letter));
  const served = new Set(windows.flatMap((one) => one.kinds));
  const numbers = new Set(windows.map(({ number }) => number));
  const isEachOnce = ids.size === kinds.length && letters.size === kinds.length && numbers.size === windows.length;
  return isEachOnce && [...ids].every((id) => served.has(id)) && [...served].every((id) => ids.has(id));
}

/** Kinds of tickets and windows of a centre: each kind is served somewhere, and no window serves what nobody can take a ticket for. */
export const hallSchema = z
  .strictObject({ kinds: z.array(kind).min(1), windows: z.array(window).min(1) })
  .refine(isWhole, `each kind and window once, each kind at a window, in ${locales.length} languages`);

export type TicketKind = z.infer<typeof kind>;
export type HallWindow = z.infer<typeof window>;
export type Hall = z.infer<typeof hallSchema>;

/** @throws where the hall has no such kind: a folder was changed under tickets of today */
export function kindOf(hall: Hall, id: string): TicketKind {
  const found = hall.kinds.find((one) => one.id === id);
  if (found === undefined) throw new Error(`The hall has no tickets of the kind ${id}`);
  return found;
}
