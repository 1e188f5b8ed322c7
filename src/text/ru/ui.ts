import type { UiTexts } from '../kk/ui.ts';

export const ui: UiTexts = {};
