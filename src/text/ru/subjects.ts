import type { SubjectsTexts } from '../kk/subjects.ts';

export const subjects: SubjectsTexts = {};
