import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Access, Actor } from '#identity';
import { Failure } from '#kit/failure';
import type { Guard } from '#kit/http';

/** A page that needs somebody leads to the sign-in and back; everything else is refused. */
function signedIn(kind: Actor['kind']): Guard {
  return (request: FastifyRequest, reply: FastifyReply) => {
    if (request.actor?.kind === kind) return;
    const wantsPage = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html');
    if (!wantsPage) throw new Failure('signInNeeded');
    void reply.redirect(`/sign-in?next=${encodeURIComponent(request.url)}`, 303);
  };
}

const everybody: Guard = () => undefined;

/** What each access means (SEC-1). `machine` and `system`: the message itself says who calls, and its endpoint checks it. */
export function accessGuards(mode: 'development' | 'production'): Record<Access, Guard> {
  return {
    everyone: everybody,
    person: signedIn('person'),
    officer: signedIn('officer'),
    machine: everybody,
    system: everybody,
    development: () => {
      if (mode !== 'development') throw new Failure('notFound');
    },
  };
}
