import type { SignerInfo } from '../cms/signed-data.ts';
import { checkTimestampToken } from '../tsp/token.ts';
import type { TimestampToken } from '../tsp/token.ts';
import { chainOf } from './chain.ts';
import { digestOf } from './evidence.ts';
import type { Checks } from './report.ts';
import { spoilsToken } from './revocation.ts';
import { askAbout } from './revocation-stage.ts';
import type { Context, Stage } from './signer.ts';
import type { Certificate } from '../x509/certificate.ts';

/** A time stamp whose authority is trusted and was in order when it stamped. */
export interface TrustedTimestamp {
  readonly token: TimestampToken;
  readonly der: Uint8Array;
}

/**
 * The time stamps over a signature. One that is damaged or stands over something else spoils the message. One of a strange authority, or of one about
 * which nobody could be asked, proves nothing: the signature is then judged as of now, unless a time stamp is demanded.
 *
 * @returns the earliest trusted one
 */
export async function checkTimestamps(
  info: SignerInfo,
  { checks, context, untrusted }: Stage,
): Promise<TrustedTimestamp | undefined> {
  const tokens = [...info.timeStampTokens, ...(context.outsideToken ? [context.outsideToken] : [])];
  const trusted: TrustedTimestamp[] = [];
  let doubt: string | undefined;
  for (const der of tokens) {
    const token = checkTimestampToken(der, info.signature, { primitives: context.primitives, outside: untrusted });
    if (token === undefined) {
      checks.fail({ reason: 'timestampBroken' });
      return undefined;
    }
    const distrust = await distrustOf(token, untrusted, context);
    if (distrust === undefined) trusted.push({ token, der });
    else doubt = distrust;
  }
  const earliest = trusted.reduce<TrustedTimestamp | undefined>(
    (first, each) => (first && timeOf(first) <= timeOf(each) ? first : each),
    undefined,
  );
  if (earliest) acceptTimestamp(earliest, checks, context);
  else if (doubt !== undefined)
    checks[context.requireTimestamp ? 'fail' : 'note']({ reason: 'timestampUntrusted', detail: doubt });
  else if (context.requireTimestamp) checks.fail({ reason: 'timestampAbsent' });
  return earliest;
}

/** Clocks of authorities may run a little ahead of ours. */
const skew = 60_000;

/** @returns why the authority behind a token is not relied on, in English; undefined where it is. */
async function distrustOf(token: TimestampToken, outside: readonly Certificate[], context: Context): Promise<string | undefined> {
  const { genTime } = token.info;
  if (genTime.getTime() > context.now.getTime() + skew) return 'the time stamp is of the future';
  const untrusted = [...token.certificates, ...outside];
  const chain = chainOf(token.authority, { ...context, at: genTime, untrusted });
  if (!chain.ok) return chain.finding.detail ?? chain.finding.reason;
  context.evidence.addCertificates(chain.value.path);
  const answers = await askAbout(chain.value, untrusted, context);
  if (answers.some(({ answer }) => answer.status === 'unknown')) return 'revocation of the authority is not known';
  if (answers.some(({ answer }) => spoilsToken(answer, genTime))) return 'the authority was revoked';
  return undefined;
}

function acceptTimestamp({ token, der }: TrustedTimestamp, checks: Checks, { evidence }: Context): void {
  const madeAt = token.info.genTime.toISOString();
  evidence.timestamp = der;
  checks.pass('timestamp', [
    { kind: 'timestamp', sha256: digestOf(der), madeAt, says: token.authority.person.commonName ?? token.authority.serial },
  ]);
}

function timeOf({ token }: TrustedTimestamp): number {
  return token.info.genTime.getTime();
}
