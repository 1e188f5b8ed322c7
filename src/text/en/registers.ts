import type { RegistersTexts } from '../kk/registers.ts';

export const registers: RegistersTexts = {};
