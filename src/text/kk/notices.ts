export const notices = {};
export type NoticesTexts = typeof notices;
