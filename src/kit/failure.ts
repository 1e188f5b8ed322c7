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
  notChecked: 503,
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
const unavailableCodes = /^(?:08|57P|53)|^(?:ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/;
/** The driver has no codes for these. */
const unavailableMessages =
  /Connection terminated|timeout exceeded when trying to connect|connection error and is not queryable/i;

function codeOf(error: object): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function isUnavailable(error: object): boolean {
  const code = codeOf(error);
  // The socket of a stopped database is gone; a missing file is a defect.
  if (code === 'ENOENT') return 'syscall' in error && error.syscall === 'connect';
  return unavailableCodes.test(code) || (error instanceof Error && unavailableMessages.test(error.message));
}

/** The reader of multipart bodies has no codes for those that it cannot read. */
const malformedBody = /^(?:Multipart: |Unexpected end of (?:form|file|multipart data)|Part terminated early|Malformed )/;

function isMalformed(error: object): boolean {
  return error instanceof Error && malformedBody.test(error.message);
}

/** What the framework refused, by its status. */
function codeOfRefusal(error: object): FailureCode {
  const status = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
  return codeOfStatus.get(status) ?? (status >= 400 && status < 500 ? 'badRequest' : 'defect');
}

/** Turns whatever was thrown into a Failure: a database that is away is `unavailable`, never a defect (REL-2). */
export function failureOf(error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (typeof error !== 'object' || error === null) return new Failure('defect');
  if (codeOf(error) === 'ENOSPC') return new Failure('storageFull');
  if (isUnavailable(error)) return new Failure('unavailable', { retryAfter: 5 });
  return new Failure(isMalformed(error) ? 'badRequest' : codeOfRefusal(error));
}
