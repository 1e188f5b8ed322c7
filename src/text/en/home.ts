import type { HomeTexts } from '../kk/home.ts';

export const home: HomeTexts = {};
