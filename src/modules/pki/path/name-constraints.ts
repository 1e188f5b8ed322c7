import { Reader } from '../der/reader.ts';
import { textOf } from '../der/strings.ts';
import { reading } from '../fault.ts';
import type { Certificate } from '../x509/certificate.ts';
import type { GeneralName, GeneralNameKind } from '../x509/general-names.ts';
import { attributeTexts, isWithin } from '../x509/names.ts';
import type { NameConstraints } from '../x509/subtrees.ts';
import { asciiHost, dnsOverlaps, dnsWithin, emailWithin, hostOfUri, hostWithin, ipWithin } from './subtree-matching.ts';

interface TextName {
  readonly kind: Exclude<GeneralNameKind, 'directory' | 'ip'>;
  readonly text: string;
}

/** A name to be judged, reduced to the kinds that can be constrained. */
type ConstrainedName = Extract<GeneralName, { kind: 'directory' | 'ip' }> | TextName;

/** SmtpUTF8Mailbox (RFC 9598): an e-mail address to which the constraints on e-mail apply. */
const smtpUtf8Mailbox = '1.3.6.1.5.5.7.8.9';

/** Names times subtrees; more costs more than any honest certificate is worth. */
const mostComparisons = 1 << 18;

/**
 * Whether all names of a certificate lie in the permitted subtrees of an issuer and none in its excluded ones (RFC 5280 4.2.1.10).
 *
 * @returns what is wrong, in English without the name itself; undefined where nothing is.
 */
export function nameConstraintFault(certificate: Certificate, constraints: NameConstraints): string | undefined {
  const names = namesOf(certificate);
  if (names.length * (constraints.permitted.length + constraints.excluded.length) > mostComparisons)
    return 'too many names and subtrees';
  for (const name of names) {
    const permitted = constraints.permitted.filter((subtree) => subtree.kind === name.kind);
    const excluded = constraints.excluded.filter((subtree) => subtree.kind === name.kind);
    if (permitted.length + excluded.length === 0) continue;
    if (!canJudge(name)) return `a name of kind ${name.kind} that cannot be judged`;
    if (permitted.length > 0 && !permitted.some((subtree) => lies(name, subtree, 'permits')))
      return `a name of kind ${name.kind} outside of the permitted`;
    if (excluded.some((subtree) => lies(name, subtree, 'excludes'))) return `a name of kind ${name.kind} among the excluded`;
  }
  return undefined;
}

/** Subject, alternative names, and e-mail addresses that old certificates keep in the subject. */
function namesOf(certificate: Certificate): ConstrainedName[] {
  const { subject, extensions } = certificate;
  const directory: ConstrainedName[] = subject.rdns.length > 0 ? [{ kind: 'directory', name: subject }] : [];
  const emails = attributeTexts(subject, 'emailAddress').map((text): ConstrainedName => ({ kind: 'email', text }));
  return [...directory, ...emails, ...(extensions.subjectAltName ?? []).map(constrainedName)];
}

function constrainedName(name: GeneralName): ConstrainedName {
  if (name.kind === 'other') return otherName(name.type, name.value);
  return 'value' in name ? { kind: name.kind, text: '' } : name;
}

function otherName(type: string, value: Uint8Array): TextName {
  return type === smtpUtf8Mailbox ? { kind: 'email', text: utf8Mailbox(value) } : { kind: 'other', text: type };
}

/** The address with its domain in ASCII; an empty text, which no constraint can judge, where it is none. */
function utf8Mailbox(value: Uint8Array): string {
  const text = reading(() => {
    const reader = Reader.over(value, 'subjectAltName');
    const mailbox = textOf(reader.any(), 'subjectAltName');
    reader.finish();
    return mailbox;
  });
  if (!text.ok) return '';
  const at = text.value.lastIndexOf('@');
  const host = at > 0 ? asciiHost(text.value.slice(at + 1)) : undefined;
  return host === undefined ? '' : `${text.value.slice(0, at)}@${host}`;
}

interface Judge<N> {
  /** RFC 5280 4.2.1.10: what a constraint of its kind cannot be applied to must be refused. */
  readonly canJudge: (name: N) => boolean;
  readonly permits: (name: N, base: N) => boolean;
  readonly excludes: (name: N, base: N) => boolean;
}

const email: Judge<string> = {
  canJudge: (address) => /^[^\s@]+@[^\s@]+$|^".+"@[^\s@]+$/.test(address),
  permits: emailWithin,
  excludes: emailWithin,
};

const dns: Judge<string> = {
  canJudge: (host) => /^(\*\.)?[\w-]+(\.[\w-]+)*\.?$/.test(host),
  permits: dnsWithin,
  excludes: dnsOverlaps,
};

const uriWithin = (uri: string, base: string) => hostWithin(hostOfUri(uri) ?? '', base);
const uri: Judge<string> = { canJudge: (text) => hostOfUri(text) !== undefined, permits: uriWithin, excludes: uriWithin };

/** Kinds for which RFC 5280 defines no constraints: names of theirs are refused below a constraint of their kind. */
const unprocessed: Judge<string> = { canJudge: () => false, permits: () => false, excludes: () => true };

const judges = {
  email,
  dns,
  uri,
  registeredId: unprocessed,
  other: unprocessed,
  x400: unprocessed,
  ediParty: unprocessed,
} satisfies Record<TextName['kind'], Judge<string>>;

function canJudge(name: ConstrainedName): boolean {
  if (name.kind === 'directory') return true;
  if (name.kind === 'ip') return name.octets.length === 4 || name.octets.length === 16;
  return judges[name.kind].canJudge(name.text);
}

function lies(name: ConstrainedName, subtree: GeneralName, how: 'permits' | 'excludes'): boolean {
  if (name.kind === 'directory') return subtree.kind === 'directory' && isWithin(name.name, subtree.name);
  if (name.kind === 'ip') return subtree.kind === 'ip' && ipWithin(name.octets, subtree.octets);
  return 'text' in subtree && judges[name.kind][how](name.text, subtree.text);
}
