import type { Queryable, Tx } from '#kit/db';
import { effectFaults, enterByDecision, preview } from '#registers';
import type { RegisterEffect, RegisterRow } from '#registers';
import { effectValues } from '#regulations';
import type { Materials, Output } from '#regulations';
import type { Application } from './store.ts';

interface Deciding {
  readonly application: Application;
  readonly output: Output;
  readonly materials: Materials;
  readonly at: Date;
}

/** @returns undefined for a document that changes no register */
function effectOf({ application, output, materials, at }: Deciding): RegisterEffect | undefined {
  const { id, number, registeredAt, bodyId, consumerIin: iin, consumerName: name } = application;
  if (output.effect === undefined) return undefined;
  if (number === undefined || registeredAt === undefined) throw new Error('A decision on what was never registered');
  const values = effectValues(output, materials);
  return {
    register: output.effect.register,
    bodyId,
    consumer: { iin, name },
    application: { id, number, filedAt: registeredAt },
    values,
    at,
  };
}

/** What a decision will do to its register: the row as it will stand, or the columns whose values the register cannot take. */
export type ComingEffect =
  | { readonly kind: 'none' }
  | { readonly kind: 'row'; readonly register: string; readonly row: RegisterRow }
  | { readonly kind: 'faulty'; readonly register: string; readonly columns: readonly string[] };

export async function comingEffect(db: Queryable, deciding: Deciding): Promise<ComingEffect> {
  const effect = effectOf(deciding);
  if (effect === undefined) return { kind: 'none' };
  const columns = effectFaults(effect);
  if (columns.length > 0) return { kind: 'faulty', register: effect.register, columns };
  return { kind: 'row', register: effect.register, row: await preview(db, effect) };
}

/**
 * Enters the consumer into the register, in the transaction of the signature: once for an application, however often it is asked.
 *
 * @throws Failure `conflict` where what the document promises, as a place in a kindergarten, is somebody else's by now
 */
export async function haveEffect(tx: Tx, deciding: Deciding): Promise<void> {
  const effect = effectOf(deciding);
  if (effect !== undefined) await enterByDecision(tx, effect);
}
