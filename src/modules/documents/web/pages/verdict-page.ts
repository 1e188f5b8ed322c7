import { html } from '#kit/html';
import type { Html, Renderable } from '#kit/html';
import type { Report } from '#pki';
import { formatDate, formatDateTime, texts } from '#text';
import type { Locale } from '#text';
import { buttonLink, facts, heading, layout, table, verdict } from '#ui';
import type { Fact, PageContext, VerdictCheck } from '#ui';
import type { DocumentContent } from '../../rules/code/payload.ts';
import type { ForeignReading } from '../../rules/foreign-code.ts';
import { findings } from '../../rules/verdict/verdict.ts';
import type { Check, DocumentVerdict } from '../../rules/verdict/verdict.ts';
import type { StoredDocument } from '../../store.ts';
import type { Examined } from '../../verifying/document-verifier.ts';
import { verifyPaths } from '../paths.ts';

type Shown = Exclude<Examined, { kind: 'unreadable' }>;

/** What was found about what somebody brought. */
export function verdictPage(context: PageContext, examined: Shown): Html {
  switch (examined.kind) {
    case 'document':
      return resultPage(context, documentView(context.locale, examined.verdict));
    case 'foreign':
      return resultPage(context, foreignView(context.locale, examined.reading));
    case 'signature':
      return resultPage(context, signatureView(context.locale, examined.report));
    default:
      return examined satisfies never;
  }
}

function resultPage(context: PageContext, content: Renderable): Html {
  const words = texts(context.locale).documents.verify;
  return layout(context, {
    title: words.title,
    back: { href: verifyPaths.page },
    content: html`${heading({ title: words.title })}${content}<p>${buttonLink({ href: verifyPaths.page, label: words.again, variant: 'secondary' })}</p>`,
  });
}

const checkOutcomes = { passed: 'passed', failed: 'failed', unknown: 'skipped' } as const;

function checkLine(locale: Locale, { name, finding, about = [], at }: Check): VerdictCheck {
  const words = texts(locale).documents;
  const say: (about: readonly string[], at: string) => string = words.findings[finding];
  return {
    label: words.checkNames[name],
    outcome: checkOutcomes[findings[finding]],
    detail: say(about, at ? formatDate(at, locale) : ''),
  };
}

function documentView(locale: Locale, { outcome, checks, content }: DocumentVerdict): Html {
  const words = texts(locale).documents.verify;
  const isOpen = checks.some(({ finding }) => findings[finding] === 'unknown');
  const note = content === undefined ? html`<p>${words.noData}</p>` : isOpen && html`<p>${words.outcome.unchecked}</p>`;
  // Data that a check failed on are shown for comparing, under the verdict that says so.
  return html`${verdict({ locale, outcome, title: words.outcome[outcome], content: note, checks: checks.map((check) => checkLine(locale, check)) })}
${content && html`<h2>${words.compare}</h2><p>${words.compareLead}</p>${facts(contentRows(locale, content))}`}`;
}

export function spoken(locale: Locale, { kk, ru }: { readonly kk: string; readonly ru: string }): string {
  return locale === 'kk' ? kk : ru;
}

function factValue(locale: Locale, fact: DocumentContent['facts'][number]): Renderable {
  if (!('table' in fact)) return spoken(locale, fact.value);
  const { columns, rows } = fact.table;
  return table({
    caption: spoken(locale, fact.label),
    captionHidden: true,
    columns: columns.map((column) => ({ label: spoken(locale, column) })),
    rows: rows.map((row) => row.map((cell) => spoken(locale, cell))),
    dense: true,
  });
}

function contentRows(locale: Locale, content: DocumentContent): Fact[] {
  const { rows } = texts(locale).documents.verify;
  return [
    { term: rows.kind, value: spoken(locale, content.title) },
    { term: rows.number, value: content.number },
    { term: rows.issued, value: formatDate(content.issuedAt, locale) },
    ...(content.validUntil ? [{ term: rows.until, value: formatDate(content.validUntil, locale) }] : []),
    { term: rows.body, value: spoken(locale, content.body.name) },
    { term: rows.recipient, value: content.recipient.name },
    { term: rows.iin, value: content.recipient.iin },
    ...content.facts.map((fact) => ({ term: fact.label ? spoken(locale, fact.label) : '', value: factValue(locale, fact) })),
    ...content.signatories.map(({ position, name }) => ({ term: spoken(locale, position), value: name })),
  ];
}

function foreignView(locale: Locale, reading: ForeignReading): Html {
  const words = texts(locale).documents.verify;
  if (reading.state !== 'read') {
    const why = reading.state === 'missing' ? words.foreignMissing(reading.have.join(', '), reading.count) : words.foreignDamaged;
    return verdict({ locale, outcome: 'invalid', title: words.outcome.invalid, content: html`<p>${why}</p>` });
  }
  const { source, createdAt, fields } = reading.document;
  const rows = [
    { term: words.rows.source, value: source },
    { term: words.rows.issued, value: createdAt },
    ...fields.map(([term, value]) => ({ term, value })),
  ];
  return html`${verdict({ locale, outcome: 'unknown', title: words.outcome.foreign, content: html`<p>${words.foreignLead}</p>` })}${facts(rows)}`;
}

const stageOutcomes = { passed: 'passed', failed: 'failed', indeterminate: 'skipped', skipped: 'skipped' } as const;
const indications = { 'TOTAL-PASSED': 'valid', 'TOTAL-FAILED': 'invalid', INDETERMINATE: 'unknown' } as const;

/** The report about signatures in its stages, with the codes of ETSI EN 319 102-1 for those who know them. */
function signatureView(locale: Locale, report: Report): Html {
  const words = texts(locale).documents.verify;
  const title = report.indication === 'TOTAL-PASSED' ? words.outcome.signatureValid : words.outcome.signatureInvalid;
  const codes = html`<p class="bt-muted">${[report.indication, report.subIndication].filter(Boolean).join(' / ')}</p>`;
  const signers = report.signers.map((signer) => signerView(locale, signer));
  return html`${verdict({ locale, outcome: indications[report.indication], title, content: codes })}${signers}`;
}

function signerView(locale: Locale, signer: Report['signers'][number]): Html {
  const { rows } = texts(locale).documents.verify;
  const stages = texts(locale).documents.verify.stages;
  const checks = signer.checks.map(({ name, status, reason, detail }) => ({
    label: stages[name],
    outcome: stageOutcomes[status],
    detail: [reason, detail].filter(Boolean).join(': '),
  }));
  const time = (iso: string | undefined) => (iso === undefined ? '' : formatDateTime(new Date(iso), locale));
  const given: Fact[] = [
    { term: rows.signer, value: signer.subjectName },
    { term: rows.organisation, value: signer.subjectOrgName },
    { term: rows.certificate, value: signer.serialNumber },
    { term: rows.issuer, value: signer.issuer },
    { term: rows.certificateTerm, value: signer.from && `${time(signer.from)} – ${time(signer.until)}` },
    { term: rows.signingTime, value: time(signer.signingTime) },
    { term: rows.timestamp, value: time(signer.tsp?.generatedAt) },
  ];
  const known = given.filter(({ value }) => value !== undefined && value !== '');
  return html`${facts(known)}${verdict({ locale, outcome: indications[signer.indication], title: signer.subjectName ?? '', checks })}`;
}

export interface FoundByNumber {
  readonly document: StoredDocument;
  readonly content: DocumentContent;
  /** Its term has ended. */
  readonly isOver: boolean;
}

/** By number only what anybody may know: that it was issued, what, by whom, when, and whether it is in force. Never to whom or what it says. */
export function numberPage(context: PageContext, found: FoundByNumber | undefined): Html {
  const { locale } = context;
  const words = texts(locale).documents;
  if (found === undefined) {
    const content = html`<p>${words.verify.byNumber.notFoundLead}</p>`;
    return resultPage(context, verdict({ locale, outcome: 'invalid', title: words.verify.byNumber.notFound, content }));
  }
  const { document, content, isOver } = found;
  const { rows } = words.verify;
  const isInForce = document.status === 'issued' && !isOver;
  const shown = facts([
    { term: rows.number, value: document.number },
    { term: rows.kind, value: spoken(locale, content.title) },
    { term: rows.body, value: spoken(locale, content.body.name) },
    { term: rows.issued, value: formatDate(document.issuedAt, locale) },
    ...(document.validUntil ? [{ term: rows.until, value: formatDate(document.validUntil, locale) }] : []),
    { term: rows.status, value: isOver ? words.statuses.over : words.statuses[document.status] },
    ...(document.status === 'issued' ? [] : [{ term: rows.since, value: formatDate(document.statusSince, locale) }]),
  ]);
  const title = isInForce ? words.verify.byNumber.found : words.statuses[isOver ? 'over' : document.status];
  return resultPage(
    context,
    html`${verdict({ locale, outcome: isInForce ? 'valid' : 'invalid', title })}${shown}<p>${words.verify.number.note}</p>`,
  );
}
