import { formatDate } from '../../src/text/format.ts';
import { factInLine, findings } from '../../src/modules/documents/in-page.ts';
import type { Bilingual, Check, DocumentContent, DocumentVerdict, ForeignReading } from '../../src/modules/documents/in-page.ts';
import type { ScanSettings } from './settings.ts';
import type { Words } from './words.ts';

type Child = Node | string;

export function element(
  tag: string,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElement {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

const outcomes = { passed: 'passed', failed: 'failed', unknown: 'skipped' } as const;
const tones = { valid: 'success', invalid: 'danger' } as const;

/** The verdict as the server's page shows it (`verdict` of `#ui`), built of nodes: no markup of strangers can come in. */
export function verdictView(verdict: DocumentVerdict, words: Words, { locale }: ScanSettings): HTMLElement {
  const { verify } = words.documents;
  const { outcome, content } = verdict;
  const note = content === undefined ? verify.noData : verify.outcome.unchecked;
  const isOpen = content === undefined || verdict.checks.some(({ finding }) => findings[finding] === 'unknown');
  const head = element('div', {}, element('p', {}, words.verdict[outcome]), element('h2', {}, verify.outcome[outcome]));
  const checks = element('ul', { class: 'bt-checks' }, ...verdict.checks.map((check) => checkView(check, words, locale)));
  const panel = element(
    'section',
    { class: 'bt-verdict', 'data-color': tones[outcome], tabindex: '-1' },
    element('div', { class: 'bt-verdict-head' }, head),
    element('div', { class: 'bt-verdict-body' }, ...(isOpen ? [element('p', {}, note)] : []), checks),
  );
  return element('div', {}, panel, ...(content === undefined ? [] : dataView(content, words, locale)));
}

function checkView(
  { name, finding, about = [], at }: Check,
  { documents, verdict }: Words,
  locale: ScanSettings['locale'],
): HTMLElement {
  const outcome = outcomes[findings[finding]];
  const say: (about: readonly string[], at: string) => string = documents.findings[finding];
  const detail = element('div', { class: 'bt-muted' }, say(about, at ? formatDate(at, locale) : ''));
  const label = element('div', {}, element('strong', {}, `${verdict[outcome]}: `), documents.checkNames[name], detail);
  return element('li', { 'data-outcome': outcome }, label);
}

function dataView(content: DocumentContent, { documents }: Words, locale: ScanSettings['locale']): HTMLElement[] {
  const { rows, compare, compareLead } = documents.verify;
  const said = ({ kk, ru }: Bilingual): string => (locale === 'kk' ? kk : ru);
  const lines: (readonly [string, string])[] = [
    [rows.kind, said(content.title)],
    [rows.number, content.number],
    [rows.issued, formatDate(content.issuedAt, locale)],
    ...(content.validUntil ? [[rows.until, formatDate(content.validUntil, locale)] as const] : []),
    [rows.body, said(content.body.name)],
    [rows.recipient, content.recipient.name],
    [rows.iin, content.recipient.iin],
    ...content.facts.map((fact) => [fact.label ? said(fact.label) : '', said(factInLine(fact))] as const),
    ...content.signatories.map(({ position, name }) => [said(position), name] as const),
  ];
  return [element('h2', {}, compare), element('p', {}, compareLead), factsView(lines)];
}

function factsView(lines: readonly (readonly [term: string, value: string])[]): HTMLElement {
  const list = lines.map(([term, value]) => element('div', {}, element('dt', {}, term), element('dd', {}, value)));
  return element('dl', { class: 'bt-facts', 'data-layout': 'rows' }, ...list);
}

/** What codes of the state's portal say, with the word that their signature was not checked. */
export function foreignView(reading: Exclude<ForeignReading, { state: 'missing' }>, { documents, verdict }: Words): HTMLElement {
  const { verify } = documents;
  const isRead = reading.state === 'read';
  const head = element('div', {}, element('p', {}, verdict.unknown), element('h2', {}, verify.outcome.foreign));
  const panel = element(
    'section',
    { class: 'bt-verdict', 'data-color': 'warning', tabindex: '-1' },
    element('div', { class: 'bt-verdict-head' }, head),
    element('div', { class: 'bt-verdict-body' }, element('p', {}, isRead ? verify.foreignLead : verify.foreignDamaged)),
  );
  if (!isRead) return element('div', {}, panel);
  const { source, createdAt, fields } = reading.document;
  return element('div', {}, panel, factsView([[verify.rows.source, source], [verify.rows.issued, createdAt], ...fields]));
}
