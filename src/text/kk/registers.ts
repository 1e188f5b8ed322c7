export const registers = {};
export type RegistersTexts = typeof registers;
