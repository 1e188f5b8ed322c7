import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readConfig } from '#config';
import { fixedClock, systemClock } from '#kit/clock';
import { createCodeReader, createDocumentVerifier, factInLine, findings, revocationByLists } from '#documents';
import type { Check as DocumentCheck, DocumentVerifier, Examined } from '#documents';
import { createTrustStore, createVerifier, nodePrimitives, noRevocation, storedRevocation, trustAnchor } from '#pki';
import { formatDate, texts } from '#text';
import type { Answer, Check, Command } from './command.ts';
import { Unreadable } from './command.ts';
import { bytesOf, certificatesOf, crlsOf, listOf, nameOf, parseRequest, source, time } from './inputs.ts';
import type { Source } from './inputs.ts';

const request = z.object({
  trust: listOf(source).default([]),
  crl: listOf(source).default([]),
  cms: source.optional(),
  at: time.optional(),
  files: listOf(source),
});
type Request = z.infer<typeof request>;

/** The root of the installation on this machine, where nothing else is trusted. */
function ownRoot(): Source[] {
  const root = join(readConfig().DATA_DIR, 'authority', 'root.cer');
  if (!existsSync(root)) throw new Unreadable('--trust: name the root to rely on; there is none of an installation here');
  return [root];
}

/** A verifier that asks nobody: what it knows of revocation stands in the lists that were named. */
function offlineVerifier(asked: Request, reader: ReturnType<typeof createCodeReader>): DocumentVerifier {
  const roots = certificatesOf(asked.trust.length > 0 ? asked.trust : ownRoot());
  const trust = createTrustStore(roots.map((root) => trustAnchor(root)));
  const clock = asked.at === undefined ? systemClock : fixedClock(asked.at);
  const lists = crlsOf(asked.crl).items;
  const listed = storedRevocation(lists.map(({ der }) => ({ kind: 'crl', der })));
  return createDocumentVerifier({
    trust,
    clock,
    reader,
    revocationOf: revocationByLists(lists, { trust, primitives: nodePrimitives, now: clock.now() }),
    signatures: createVerifier({ trust, clock, revocation: asked.crl.length > 0 ? listed : noRevocation }),
  });
}

/** One document: a PDF, or pictures and texts that carry its codes together. */
interface Subject {
  readonly names: readonly string[];
  examine(verifier: DocumentVerifier): Promise<Examined>;
}

function isPdf(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '%PDF-';
}

/** The signature that lies beside a PDF under the same name. */
function signatureBeside(from: Source): Uint8Array | undefined {
  if (typeof from !== 'string') return undefined;
  const path = ['.cms', '.p7s', '.sig'].map((ending) => from + ending).find((candidate) => existsSync(candidate));
  return path === undefined ? undefined : bytesOf(path);
}

function subjectsOf({ files, cms }: Request): Subject[] {
  const read = files.map((from) => ({ from, bytes: bytesOf(from) }));
  const pdfs = read.filter(({ bytes }) => isPdf(bytes));
  const others = read.filter(({ bytes }) => !isPdf(bytes));
  if (cms !== undefined && pdfs.length !== 1) throw new Unreadable('--cms: belongs to one PDF');
  const given = cms === undefined ? undefined : bytesOf(cms);
  const subjects: Subject[] = pdfs.map(({ from, bytes }) => ({
    names: [nameOf(from)],
    examine: (verifier) => verifier.file(bytes, given ?? signatureBeside(from)),
  }));
  if (others.length === 0) return subjects;
  const together: Subject = {
    names: others.map(({ from }) => nameOf(from)),
    examine: (verifier) => verifier.files(others.map(({ bytes }) => bytes)),
  };
  return [...subjects, together];
}

const words = texts('en').documents;
const statuses = { passed: 'passed', failed: 'failed', unknown: 'skipped' } as const;

function said({ finding, about = [], at }: DocumentCheck): string {
  const say: (about: readonly string[], at: string) => string = words.findings[finding];
  return say(about, at ? formatDate(at, 'en') : '');
}

interface Outcome {
  readonly valid: boolean;
  readonly reason: string;
  readonly checks: readonly Check[];
  readonly unreadable?: true;
}

function outcomeOf(examined: Examined): Outcome {
  switch (examined.kind) {
    case 'document': {
      const { checks, outcome } = examined.verdict;
      const failed = checks.find(({ finding }) => findings[finding] === 'failed');
      return {
        valid: outcome === 'valid',
        reason: failed === undefined ? 'valid' : `${failed.finding}: ${said(failed)}`,
        checks: checks.map((check) => ({ name: check.name, status: statuses[findings[check.finding]], detail: said(check) })),
      };
    }
    case 'foreign':
      return { valid: false, reason: `foreignDocument: ${words.verify.foreignLead}`, checks: [] };
    case 'signature':
    case 'unreadable':
      return { valid: false, reason: 'unreadable: neither a PDF, a picture nor a text with codes', checks: [], unreadable: true };
    default:
      return examined satisfies never;
  }
}

/** The data from the code, to be compared with the paper. */
function dataOf(examined: Examined) {
  if (examined.kind === 'document') return { content: examined.verdict.content, seal: examined.verdict.seal };
  return examined.kind === 'foreign' ? examined.reading : undefined;
}

interface Examination extends Outcome {
  readonly files: readonly string[];
  readonly data: ReturnType<typeof dataOf>;
}

async function run(json: unknown): Promise<Answer> {
  const asked = parseRequest(request, json);
  const reader = createCodeReader();
  try {
    const verifier = offlineVerifier(asked, reader);
    const documents: Examination[] = [];
    for (const { names, examine } of subjectsOf(asked)) {
      const examined = await examine(verifier);
      documents.push({ files: names, ...outcomeOf(examined), data: dataOf(examined) });
    }
    const worst = documents.find(({ unreadable }) => unreadable) ?? documents.find(({ valid }) => !valid);
    return {
      valid: worst === undefined,
      reason: worst?.reason ?? 'valid',
      checks: documents.flatMap(({ checks }) => checks),
      ...(worst?.unreadable && { unreadable: true as const }),
      documents,
    };
  } finally {
    await reader.close();
  }
}

/** What the codes say, to be held against the paper. */
function describe(answer: Answer): string[] {
  // The field is what `run` put into it: an answer is described by the command that gave it.
  const documents = (answer['documents'] ?? []) as readonly Examination[];
  return documents.flatMap(({ files, data }) => {
    const content = data !== undefined && 'content' in data ? data.content : undefined;
    if (content === undefined) return [files.join(', ')];
    return [
      files.join(', '),
      `  ${content.title.kk} / ${content.title.ru}`,
      `  № ${content.number} · ${content.body.name.kk}`,
      `  ${content.recipient.name}, ${content.recipient.iin}`,
      ...content.facts.map((fact) => `  ${fact.label === undefined ? '' : `${fact.label.kk} `}${factInLine(fact).kk}`),
    ];
  });
}

/** `verify-document`: electronic documents by their bar codes, without a network: PDF, picture or text. */
export const command: Command = {
  options: {
    '--trust': { field: 'trust', kind: 'list' },
    '--crl': { field: 'crl', kind: 'list' },
    '--cms': { field: 'cms', kind: 'one' },
    '--at': { field: 'at', kind: 'one' },
  },
  subject: { field: 'files', several: true },
  run,
  describe,
};
