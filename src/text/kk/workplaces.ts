export const workplaces = {};
export type WorkplacesTexts = typeof workplaces;
