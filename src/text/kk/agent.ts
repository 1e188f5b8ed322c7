export const agent = {};
export type AgentTexts = typeof agent;
