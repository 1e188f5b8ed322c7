/** Messages between systems: signed, journalled, carried until they arrive, with effects that happen once. */
export { createGateway } from './gateway.ts';
export type { Gateway, GatewayOptions } from './gateway.ts';
export { acceptSoap } from './web/routes.ts';
export { systemKey } from './envelope/system-key.ts';
export type { SystemKey } from './envelope/system-key.ts';
export { chainByPki } from './adapters/chain-by-pki.ts';
export type { ChainCheck, Signer, SystemTrust, Timestamper } from './ports.ts';

// What modules send and receive
export { messageKind } from './message-kind.ts';
export type { MessageKind } from './message-kind.ts';
export { sendAsync } from './send-message.ts';
export type { Sending } from './send-message.ts';
export { receive, receiveAndReply, receiveReply } from './receive-message.ts';
export type { ReceivedMessage, Reception } from './receive-message.ts';
export type { SyncCall, SyncOutcome } from './call.ts';

// Who takes part
export { grantPermission, registerCertificate, registerService, registerSystem } from './registration.ts';
export { withdrawCertificate, withdrawPermission } from './store.ts';
export type { Service, System } from './store.ts';

// For operators
export { gatewayJobs, gatewaySchedules } from './jobs.ts';
export { firstBrokenSeal } from './seal-journal.ts';
export { deliveryState } from './message-status.ts';
export type { DeliveryState } from './message-status.ts';
export { monitoringRoutes } from './web/monitoring-routes.ts';
export { createGates } from './gates.ts';
export type { GateHealth, Gates } from './gates.ts';

// For programs that speak the protocol themselves: registries' clients and twins
export { createAnswering } from './answer-call.ts';
export { pinnedSystems } from './adapters/pinned-systems.ts';
export type { SoapAnswer } from './open-message.ts';
export type { MessageData } from './envelope/messages.ts';
export type { SyncRequest } from './envelope/sync-channel.ts';
export { childrenOf, childText, element, onlyChild, textElement } from './xml/tree.ts';
export type { XmlElement } from './xml/tree.ts';
