import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { texts } from '#text';
import type { Locale } from '#text';
import { errorOf, textField } from '#ui';
import type { Fact, FieldError } from '#ui';
import type { Visitor } from '../../rules/visitor.ts';

export const visitorFieldName = 'iin';

export interface VisitorShown {
  readonly visitor: Visitor | undefined;
  readonly errors: readonly FieldError[];
  /** As it was typed, where it is wrong. */
  readonly typed: string | undefined;
}

/** The IIN of who stands at the counter; who was recognised once is named instead. */
export function visitorField({ visitor, errors, typed }: VisitorShown, locale: Locale): Html {
  const words = texts(locale).statements.visitor;
  return textField({
    locale,
    name: visitorFieldName,
    label: words.label,
    hint: visitor === undefined ? words.hint : words.known(words[visitor]),
    value: typed,
    error: errorOf(errors, visitorFieldName),
    optional: visitor !== undefined,
    numeric: true,
    width: 'md',
    autocomplete: 'off',
  });
}

/** Who stands there, as a line of what is signed. */
export function visitorFact(visitor: Visitor | undefined, locale: Locale): Fact {
  const words = texts(locale).statements.visitor;
  return { term: words.title, value: visitor === undefined ? html`—` : words[visitor] };
}
