/**
 * Kinds of documents that people keep in the cabinet (CAB-3). One that regulations ask for bears the id that it has there, so that it is
 * offered first (APP-3).
 */
export const keptKinds = [
  'identityDocument',
  'birthCertificate',
  'marriageCertificate',
  'residence',
  'property',
  'education',
  'disability',
  'account',
  'other',
] as const;

export type KeptKind = (typeof keptKinds)[number];

/** What is stored is a text: a kind that was taken off the list since is shown as «other». */
export function keptKindOf(kind: string): KeptKind {
  return keptKinds.find((known) => known === kind) ?? 'other';
}

/** @returns the title that each of the files is kept under: the person's own, numbered where there are several, or the file's name. */
export function keptTitles(title: string, names: readonly string[]): string[] {
  const own = title.trim();
  if (own === '') return names.map((name) => name.replace(/\.[^.]+$/, '') || name);
  return names.map((_, index) => (names.length === 1 ? own : `${own} (${index + 1})`));
}
