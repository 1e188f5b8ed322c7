import { archiveAlgorithms, createTrustStore, trustAnchor, verifyCmsOffline } from '#pki';
import { systemClock } from '#kit/clock';
import { z } from 'zod';
import type { Answer, Command } from './command.ts';
import { bytesOf, certificatesOf, crlsOf, listOf, parseRequest, source, time, untrustedOf } from './inputs.ts';

const request = z.object({
  trust: listOf(source),
  untrusted: listOf(source).default([]),
  crl: listOf(source).default([]),
  at: time.optional(),
  content: source.optional(),
  cms: source,
});

async function run(json: unknown): Promise<Answer> {
  const asked = parseRequest(request, json);
  const trust = createTrustStore(certificatesOf(asked.trust).map((each) => trustAnchor(each, { algorithms: archiveAlgorithms })));
  const untrusted = untrustedOf(asked.untrusted);
  const crls = crlsOf(asked.crl);
  const verdict = await verifyCmsOffline({
    trust,
    untrusted: untrusted.items,
    crls: asked.crl.length > 0 ? crls.items : undefined,
    at: asked.at,
    now: systemClock.now(),
    cms: bytesOf(asked.cms),
    content: asked.content === undefined ? undefined : bytesOf(asked.content),
  });
  const { valid, reason, checks, report } = verdict;
  return {
    valid,
    reason,
    checks: [...untrusted.remarks, ...crls.remarks, ...checks],
    ...(checks.some((check) => check.reason === 'malformed') && { unreadable: true as const }),
    report,
  };
}

/** `verify-cms`: every signature of a CMS message, attached or detached, under trusted roots. */
export const command: Command = {
  options: {
    '--trust': { field: 'trust', kind: 'list' },
    '--untrusted': { field: 'untrusted', kind: 'list' },
    '--crl': { field: 'crl', kind: 'list' },
    '--at': { field: 'at', kind: 'one' },
    '--content': { field: 'content', kind: 'one' },
  },
  subject: { field: 'cms', several: false },
  run,
};
