import type { NoticesTexts } from '../kk/notices.ts';

export const notices: NoticesTexts = {};
