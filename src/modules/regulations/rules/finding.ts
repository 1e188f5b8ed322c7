import type { z } from 'zod';

/** What the checker can find wrong in a definition (PRO-6). */
export type FindingCode =
  | 'shape'
  | 'translationMissing'
  | 'noticeMissing'
  | 'commonPart'
  | 'duplicate'
  | 'numbering'
  | 'stepWithoutWay'
  | 'stepWithTwoWays'
  | 'missingStep'
  | 'unreachable'
  | 'endless'
  | 'sameBranches'
  | 'overlappingOutcomes'
  | 'uncoveredOutcome'
  | 'withoutLimit'
  | 'programInDays'
  | 'unknownUnit'
  | 'unusedUnit'
  | 'roleAbsent'
  | 'unregistered'
  | 'actMissing'
  | 'unknownOutput'
  | 'unusedOutput'
  | 'channelNotOffered'
  | 'channelWithoutProcess'
  | 'deadlineDiffers'
  | 'deadlineTooShort'
  | 'unknownPlace'
  | 'placesDiffer'
  | 'unsaid'
  | 'unusedField'
  | 'askedTooLate'
  | 'bounds'
  | 'pattern'
  | 'unfilledFact'
  | 'unknownAnswer'
  | 'uncoveredAnswer'
  | 'signerWithoutField'
  | 'formatDiffers'
  | 'refusalWithoutGround'
  | 'groundOfResult'
  | 'unsigned'
  | 'legalWords'
  | 'foreignLetters'
  | 'sameText'
  | 'signatureNotPromised'
  | 'unknownFormat'
  | 'unknownBody'
  | 'unknownRubric'
  | 'unknownRegister'
  | 'unknownColumn'
  | 'effectOfRefusal'
  | 'versionOrder';

/** One fault of a definition, for the person who writes it. */
export interface Finding {
  readonly code: FindingCode;
  /** Where: `process.channels.portal.steps.6.condition`. */
  readonly path: string;
  /** What is wrong, in a sentence. */
  readonly reason: string;
  /** The number of the step, where the fault is in a process. */
  readonly step?: number;
  /** The way of a process that shows it: `portal: 1 → 3 → 5 → 6 ↯`. */
  readonly trail?: string;
}

/** Takes a fault of a definition outside of its processes. */
export type Report = (code: FindingCode, path: string, reason: string) => void;

/** Reports each name that stands twice among those that must differ. */
export function checkTwice(names: readonly string[], path: string, report: Report): void {
  for (const name of names.filter((one, place) => names.indexOf(one) < place)) report('duplicate', path, `${name} stands twice`);
}

/** What was read, or everything that is wrong with it. */
export type Read<T> =
  | { readonly kind: 'read'; readonly value: T }
  | { readonly kind: 'faulty'; readonly findings: readonly Finding[] };

const languages: Readonly<Record<string, string>> = { kk: 'Kazakh', ru: 'Russian', en: 'English' };

type Issue = z.core.$ZodIssue;

/** Of the ways in which a part may be written, the one that it comes closest to. */
function closest(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const [best = []] = issue.errors.toSorted((a, b) => a.length - b.length);
  return best.length === 0 ? [issue] : best.map((one) => ({ ...one, path: [...issue.path, ...one.path] })).flatMap(closest);
}

/** What a definition calls a part of a list: its kind, its number or its id; else its place. */
export function nameIn(list: unknown, place: PropertyKey): string {
  const part: unknown = Array.isArray(list) ? list[Number(place)] : undefined;
  const { kind, number, id } = (typeof part === 'object' && part !== null ? part : {}) as Record<string, unknown>;
  const name = number ?? id ?? kind;
  return typeof name === 'string' || typeof name === 'number' ? String(name) : String(place);
}

/** A path of places as a path of names: `process.channels.portal.steps.6.title.en`. */
function namedPath(path: readonly PropertyKey[], raw: unknown): string[] {
  let value = raw;
  return path.map((key) => {
    const name = nameIn(value, key);
    value = typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined;
    return name;
  });
}

function shapeFinding({ path, code, message }: Issue, raw: unknown): Finding {
  const names = namedPath(path, raw);
  const last = String(names.at(-1));
  const language = languages[last];
  const isMissing = code === 'too_small' || message.endsWith('received undefined');
  const channel = /^process\.channels\.(\w+)\.steps\.(\d+)/.exec(names.join('.'));
  const at = { path: names.join('.'), ...(channel && { step: Number(channel[2]), trail: `${channel[1]}: ${channel[2]} ↯` }) };
  if (language !== undefined && isMissing)
    return { ...at, code: 'translationMissing', reason: `the text is missing in ${language}` };
  if (names[0] === 'notices' && names.length === 2 && isMissing)
    return { ...at, code: 'noticeMissing', reason: `there is no notice for the occasion ${last}` };
  return { ...at, code: 'shape', reason: message };
}

/** @param raw what was read: the parts of its lists are called by their names */
export function shapeFindings({ issues }: z.ZodError, raw: unknown): Finding[] {
  return issues.flatMap(closest).map((issue) => shapeFinding(issue, raw));
}

/** A fault in a line for people, and the way that shows it in another. */
export function findingText({ code, path, reason, trail }: Finding): string {
  return `${path}: ${reason} (${code})${trail === undefined ? '' : `\n    ${trail}`}`;
}
