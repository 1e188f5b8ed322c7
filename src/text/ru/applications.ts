import type { ApplicationsTexts } from '../kk/applications.ts';

export const applications: ApplicationsTexts = {};
