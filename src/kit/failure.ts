/**
 * Every reason that ends a request, in one table. What a caller must branch on is a returned union instead; all else is a defect and answers
 * 500 with a reference number. The words for people stand in the catalogues (`failure`), a test holds the two lists together.
 */
const statuses = {
  badRequest: 400,
  signInNeeded: 401,
  forbidden: 403,
  foreignOrigin: 403,
  notFound: 404,
  conflict: 409,
  gone: 410,
  tooLarge: 413,
  unsupportedType: 415,
  tooManyRequests: 429,
  defect: 500,
  unavailable: 503,
  storageFull: 507,
} as const satisfies Record<string, number>;

export type FailureCode = keyof typeof statuses;

export const failureCodes = Object.keys(statuses) as FailureCode[];

/** Facts for the log and for `Retry-After`; never personal data. */
export type FailureDetails = Readonly<Record<string, string | number>>;

export class Failure extends Error {
  readonly code: FailureCode;
  readonly status: number;
  readonly details: FailureDetails;

  constructor(code: FailureCode, details: FailureDetails = {}) {
    super(code);
    this.name = 'Failure';
    this.code = code;
    this.status = statuses[code];
    this.details = details;
  }
}

/** @returns the HTTP status of a code. */
export function statusOf(code: FailureCode): number {
  return statuses[code];
}

const codeOfStatus = new Map<number, FailureCode>([
  [400, 'badRequest'],
  [401, 'signInNeeded'],
  [403, 'forbidden'],
  [404, 'notFound'],
  [405, 'notFound'],
  [409, 'conflict'],
  [413, 'tooLarge'],
  [415, 'unsupportedType'],
  [429, 'tooManyRequests'],
  [503, 'unavailable'],
  [507, 'storageFull'],
]);

/** PostgreSQL's classes that mean "not now" (08 connection, 57P operator intervention, 53 resources), and sockets that broke. */
const unavailableCodes = /^(?:08|57P|53)|^(?:ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ETIMEDOUT)$/;

function isUnavailable(error: object): boolean {
  if ('code' in error && typeof error.code === 'string' && unavailableCodes.test(error.code)) return true;
  return error instanceof Error && /Connection terminated|timeout exceeded when trying to connect/i.test(error.message);
}

/** Turns whatever was thrown into a Failure: a database that is away is `unavailable`, never a defect (REL-2). */
export function failureOf(error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (typeof error !== 'object' || error === null) return new Failure('defect');
  if ('code' in error && error.code === 'ENOSPC') return new Failure('storageFull');
  if (isUnavailable(error)) return new Failure('unavailable', { retryAfter: 5 });
  const status = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
  return new Failure(codeOfStatus.get(status) ?? 'defect');
}
