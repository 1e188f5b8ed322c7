export const authority = {};
export type AuthorityTexts = typeof authority;
