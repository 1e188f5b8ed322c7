import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Html } from '#kit/html';
import { isId } from '#kit/ids';
import { signingIslands } from '#ui';
import type { PageContext } from '#ui';
import { giveChallenge } from '../challenge.ts';
import type { SignedChallenge } from '../challenge.ts';
import type { IdentityServices } from '../ports.ts';
import type { SiteName } from '../rules/actor.ts';
import type { ChallengePurpose } from '../rules/challenge.ts';
import { bodyOf, readCms } from './forms.ts';
import { edsPage } from './pages/sign-in.ts';
import { browserToken } from './request.ts';

/** The signing panel as main sets it up: which programs and addresses it tries, whose certificates it offers. */
export interface EdsWeb {
  panel(
    context: PageContext,
    props: {
      /** The bytes, or addresses of this site where those of several documents are. */
      content: Uint8Array | readonly string[];
      purpose: 'signing' | 'authentication';
      action: string;
      hidden: Readonly<Record<string, string>>;
      /** Whose key it has to be, where that is known. */
      iin?: string;
    },
  ): Html;
}

interface Call {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

export interface ChallengePageProps extends Call {
  readonly site: SiteName;
  readonly purpose: ChallengePurpose;
  readonly action: string;
  readonly title: string;
  readonly caption?: string;
  readonly lead: string;
  readonly back: string;
  readonly error?: string;
}

/** A page with a fresh challenge in its signing panel. */
export async function challengePage(services: IdentityServices, eds: EdsWeb, props: ChallengePageProps): Promise<Html> {
  const { request, reply, site, purpose } = props;
  const challenge = await giveChallenge(services, { purpose, site, browserToken: browserToken(request, reply) });
  const panel = eds.panel(request.page, {
    content: Buffer.from(challenge.content, 'utf8'),
    purpose: purpose === 'sign-in' ? 'authentication' : 'signing',
    action: props.action,
    hidden: { challenge: challenge.id },
  });
  return edsPage(request.page, { ...props, panel, islands: signingIslands });
}

/** Reads what the signing panel sent. @returns undefined where it is no signature. */
export function signedChallengeOf(
  { request, reply }: Call,
  asked: { site: SiteName; purpose: ChallengePurpose },
): SignedChallenge | undefined {
  const body = bodyOf(request.body);
  const id = body['challenge'] ?? '';
  const cms = readCms(body);
  if (cms === undefined || !isId(id)) return undefined;
  return { id, ...asked, browserToken: browserToken(request, reply), cms };
}
