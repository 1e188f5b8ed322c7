export const identity = {};
export type IdentityTexts = typeof identity;
