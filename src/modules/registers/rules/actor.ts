/** Who changes a register; it stands in the history as it was then. */
export type ChangedBy =
  | { readonly kind: 'officer'; readonly id: string; readonly name: string }
  | { readonly kind: 'application'; readonly id: string; readonly number: string }
  /** What happens by itself, as the lapse of a referral. */
  | { readonly kind: 'system' };

/** What can happen to an entry. The names are in the database. */
export const acts = [
  'entered',
  'imported',
  'changed',
  'renewed',
  'left',
  'referred',
  'referralLapsed',
  'referralDeclined',
  'placed',
] as const;
export type Act = (typeof acts)[number];
