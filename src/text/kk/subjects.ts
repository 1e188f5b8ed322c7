export const subjects = {};
export type SubjectsTexts = typeof subjects;
