import type { WorkplacesTexts } from '../kk/workplaces.ts';

export const workplaces: WorkplacesTexts = {};
