import type { OfficerActor } from '#identity';
import { parseIin } from '#subjects';
import { texts } from '#text';
import type { Locale } from '#text';
import type { FieldError } from '#ui';
import { recogniseVisitor } from '../recognise-visitor.ts';
import type { Visitor } from '../rules/visitor.ts';
import type { ApplicationServices } from '../services.ts';
import { noDataText } from './pages/counter-begin.ts';
import { visitorFieldName } from './pages/visitor.ts';

/** Who stands at the counter by the IIN that was typed; neither where nothing was typed. */
export interface ReadVisitor {
  readonly visitor?: Visitor;
  readonly error?: FieldError;
}

export async function readVisitor(
  services: ApplicationServices,
  officer: OfficerActor,
  { id, typed, locale }: { id: string; typed: string; locale: Locale },
): Promise<ReadVisitor> {
  if (typed.trim() === '') return {};
  const { faults } = texts(locale).statements.visitor;
  const fault = (message: string): ReadVisitor => ({ error: { field: visitorFieldName, message } });
  const iin = parseIin(typed);
  if (iin === undefined) return fault(faults.empty);
  const recognised = await recogniseVisitor(services, officer, { id, iin });
  switch (recognised.kind) {
    case 'visitor':
      return { visitor: recognised.visitor };
    case 'nobody':
      return fault(faults.nobody);
    case 'noPower':
      return fault(noDataText(recognised.noData, locale));
    default:
      return recognised satisfies never;
  }
}
