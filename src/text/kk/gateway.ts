export const gateway = {};
export type GatewayTexts = typeof gateway;
