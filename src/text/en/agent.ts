import type { AgentTexts } from '../kk/agent.ts';

export const agent: AgentTexts = {};
