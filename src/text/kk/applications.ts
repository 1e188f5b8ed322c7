export const applications = {};
export type ApplicationsTexts = typeof applications;
