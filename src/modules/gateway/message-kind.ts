import type { z } from 'zod';
import type { MessageData } from './envelope/messages.ts';

/** What a service's messages carry, and how it is written and read. Requests, and the answers to them, are kinds of one service. */
export interface MessageKind<P> {
  readonly service: string;
  write(payload: P): MessageData;
  /** @returns undefined for data that are not of this kind. */
  read(data: MessageData): P | undefined;
}

/** A kind of message between our own systems: JSON as text in `data`. Foreign registries have kinds of real XML. */
export function messageKind<P>(service: string, schema: z.ZodType<P>): MessageKind<P> {
  return {
    service,
    write: (payload) => ({ text: JSON.stringify(payload) }),
    read(data) {
      if (!('text' in data)) return undefined;
      const result = schema.safeParse(parseJson(data.text));
      return result.success ? result.data : undefined;
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
