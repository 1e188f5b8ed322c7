import { childText } from '#gateway';
import { startRegistryTwin } from '../answering.ts';
import type { RegistryTwin, TwinOptions } from '../answering.ts';
import { writeAnswer } from './answer.ts';
import type { TwinPerson } from './people.ts';

export interface PersonRegistryOptions extends TwinOptions {
  readonly people: ReadonlyMap<string, TwinPerson>;
}

/** A twin of the person registry (ЖТ ММБ). */
export function startPersonRegistry({ people, ...options }: PersonRegistryOptions): Promise<RegistryTwin> {
  return startRegistryTwin(options, (request) => {
    const iin = childText(request, 'iin');
    return iin === undefined ? undefined : writeAnswer(people.get(iin));
  });
}
