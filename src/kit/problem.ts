import type { FastifyReply, FastifyRequest } from 'fastify';
import { failureOf } from './failure.ts';
import type { Failure } from './failure.ts';
import type { Html } from './html.ts';
import { newId } from './ids.ts';
import type { Log } from './log.ts';

/** A page for people: what happened, what to do, and for a defect the number to name on the phone. */
export type FailurePage = (request: FastifyRequest, failure: Failure, reference: string) => Html;

/** Short enough to be read aloud; stands in the log line of the same failure. */
function newReference(): string {
  return newId().replaceAll('-', '').slice(-10).toUpperCase();
}

function wantsPage(request: FastifyRequest): boolean {
  return (request.headers.accept ?? '').includes('text/html');
}

function report(log: Log, request: FastifyRequest, told: { error: unknown; failure: Failure; reference: string }): void {
  const { error, failure, reference } = told;
  const facts = {
    reference,
    code: failure.code,
    method: request.method,
    route: request.routeOptions.url ?? 'none',
    ...failure.details,
  };
  if (failure.code === 'defect') log.error({ ...facts, stack: error instanceof Error ? error.stack : String(error) }, 'defect');
  else if (failure.status >= 500) log.warn(facts, 'request failed');
  else log.info(facts, 'request refused');
}

/** One answer for everything that goes wrong: problem details for machines (RFC 9457), a plain page for people, no internals (SEC-15). */
export function problemAnswer(log: Log, failurePage: FailurePage) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): unknown => {
    const failure = failureOf(error);
    const reference = newReference();
    report(log, request, { error, failure, reference });
    reply.status(failure.status).header('cache-control', 'no-store');
    const { retryAfter } = failure.details;
    if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter));
    // Said here, because Fastify gives the serializer of the site to its routes only, and an unknown address has none.
    // Where there is no route the site's own ways of sending a page are not at work.
    const page = wantsPage(request) ? failurePage(request, failure, reference) : undefined;
    if (page !== undefined) return reply.type('text/html; charset=utf-8').serializer(String).send(page);
    reply.type('application/problem+json');
    return reply.send({ type: `urn:birtereze:failure:${failure.code}`, title: failure.code, status: failure.status, reference });
  };
}
