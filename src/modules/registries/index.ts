/** Foreign registries through the gateway, and who looked at whose data in them. */
export type { AccessGround, PersonAnswer, PersonRegistry } from './ports.ts';
export { createPersonRegistry, personRegistryService } from './adapters/person-registry.ts';
export type { PersonRegistryParts } from './adapters/person-registry.ts';
export type { Address, Coded, IdentityDocument, Person } from './rules/person.ts';
export { formatAddress, nameOf } from './rules/address.ts';
export { listAccesses } from './store.ts';
export type { AccessLine } from './store.ts';
