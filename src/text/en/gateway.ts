import type { GatewayTexts } from '../kk/gateway.ts';

export const gateway: GatewayTexts = {};
