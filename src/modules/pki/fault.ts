/**
 * Why bytes could not be read, or what was read cannot be used. One vocabulary for the whole module; each code with its meaning,
 * in English, for logs and reports of the command line.
 */
export const faultMeanings = {
  truncated: 'the bytes end before the value does',
  trailing: 'bytes follow after the end of the value',
  length: 'a length is not encoded as the rules demand',
  tooDeep: 'values are nested too deeply',
  tooLarge: 'a value is larger than is accepted',
  tag: 'another kind of value stands here than is expected',
  value: 'a value is not encoded as its type demands',
  missing: 'a value that must be there is absent',
  duplicate: 'a value that may occur once occurs again',
  version: 'the version is unknown or does not allow what stands in it',
  unsupported: 'the algorithm, curve or form is not supported',
  mismatch: 'two places that must agree differ',
  pem: 'the text armour is damaged or holds nothing of the wanted kind',
  password: 'the password is wrong',
} as const;

export type FaultCode = keyof typeof faultMeanings;

/** A fault and the place where it was met, such as `certificate.validity`. Never holds bytes or data of a person. */
export interface Fault {
  readonly code: FaultCode;
  readonly where: string;
}

/** The answer of everything that reads foreign bytes: a value or a fault, never an exception. */
export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: Fault };

/** Carries a fault out of nested readers. It stays inside this module: {@link reading} turns it into a value at the edge. */
export class Malformed extends Error {
  readonly fault: Fault;

  constructor(code: FaultCode, where: string) {
    super(`${where}: ${faultMeanings[code]}`);
    this.name = 'Malformed';
    this.fault = { code, where };
  }
}

/** Runs a reader of foreign bytes; what it throws as {@link Malformed} comes back as a value, a defect of ours goes on as an exception. */
export function reading<T>(read: () => T): Read<T> {
  try {
    return { ok: true, value: read() };
  } catch (error) {
    if (error instanceof Malformed) return { ok: false, fault: error.fault };
    throw error;
  }
}

/** The value of a reading inside another reader: its fault becomes the fault of the outer one. */
export function demand<T>(read: Read<T>): T {
  if (read.ok) return read.value;
  throw new Malformed(read.fault.code, read.fault.where);
}

/** One line of English for a log or a terminal. */
export function describeFault(fault: Fault): string {
  return `${fault.where}: ${faultMeanings[fault.code]}`;
}
