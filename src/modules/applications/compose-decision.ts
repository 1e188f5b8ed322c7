import type { Queryable } from '#kit/db';
import { registerRows } from '#registers';
import { composeFacts, factsBehind, localDate, officerFields } from '#regulations';
import type { Answers, Composition, Materials, OfficerField, Output, Regulation } from '#regulations';
import { comingEffect } from './effect.ts';
import type { ApplicationServices } from './services.ts';
import { findRequest } from './store.ts';
import type { Application, Preparation } from './store.ts';

/** What the person answered in the signed request. */
export async function answersOf(db: Queryable, id: string): Promise<Answers> {
  return (await findRequest(db, id))?.contents.answers ?? {};
}

function registersOf(output: Output): string[] {
  return output.facts.flatMap(({ source }) => (source.from === 'register' ? [source.register] : []));
}

/** An output for an application, and what the officer has entered for it. */
interface Composing {
  readonly application: Application;
  readonly regulation: Regulation;
  readonly output: Output;
  readonly preparation: Preparation;
}

/** Everything from which an output's facts are taken: the signed request, the registers, the officer's words. */
export async function materialsOf(services: ApplicationServices, db: Queryable, of: Composing): Promise<Materials> {
  const { application, regulation, output, preparation } = of;
  const answers = await answersOf(db, application.id);
  const key = { bodyId: application.bodyId, iin: application.consumerIin, said: answers };
  const { title, refusalGrounds } = regulation.passport;
  const registered =
    application.registeredAt === undefined ? {} : { registeredOn: localDate(services.calendar, application.registeredAt) };
  return {
    form: regulation.form,
    answers,
    person: { fullName: application.consumerName, iin: application.consumerIin },
    application: {
      ...(application.number === undefined ? {} : { number: application.number }),
      serviceTitle: title,
      composedAt: services.clock.now().toISOString(),
      queueAddress: `${new URL(services.portalUrl).host}/cabinet/queue`,
      ...registered,
    },
    registers: await registerRows(db, registersOf(output), key),
    officer: preparation.values,
    grounds: refusalGrounds.filter(({ id }) => preparation.grounds.includes(id)),
  };
}

/** What the officer's screen shows of a decision to be prepared. */
export interface DecisionView {
  readonly output: Output;
  readonly fields: readonly OfficerField[];
  readonly composition: Composition;
}

export async function viewDecision(services: ApplicationServices, of: Composing): Promise<DecisionView> {
  return composed(services, services.db, of);
}

/** Composes the document; what its signature will change in a register is printed as it will stand then. */
export async function composed(services: ApplicationServices, db: Queryable, of: Composing): Promise<DecisionView> {
  const { output, application } = of;
  const materials = await materialsOf(services, db, of);
  const coming = await comingEffect(db, { application, output, materials, at: services.clock.now() });
  const changed = coming.kind === 'none' ? {} : { [coming.register]: coming.kind === 'row' ? coming.row : undefined };
  const registers = { ...materials.registers, ...changed };
  const composition = composeFacts(output, { ...materials, registers });
  const refused = coming.kind === 'faulty' ? coming.columns.flatMap((column) => factsBehind(output, column)) : [];
  return { output, fields: officerFields(output, materials), composition: withRefused(output, composition, refused) };
}

/**
 * What a register refuses is wrong, where the officer entered something; what the register will say after the decision is missing only as
 * long as something that was to be entered is.
 */
function withRefused({ facts, effect }: Output, composition: Composition, refused: readonly string[]): Composition {
  const { missing, wrong } = composition;
  const bySignature = facts.filter(({ source }) => source.from === 'register' && source.register === effect?.register);
  const entered = refused.filter((fact) => !missing.includes(fact));
  return {
    ...composition,
    wrong: [...new Set([...wrong, ...entered])],
    missing: missing.filter((id) => refused.length === 0 || !bySignature.some((fact) => fact.id === id)),
  };
}
