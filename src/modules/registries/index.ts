/** Foreign registries through the gateway, and who looked at whose data. */
export type { AddressRegister, NotaryRegistry, OfficerReader, PersonRegistry } from './ports.ts';
export type { RegistryParts } from './adapters/asking.ts';
export { addressRegisterService, createAddressRegister } from './adapters/address-register.ts';
export { createNotaryRegistry, notaryRegistryService } from './adapters/notary-registry.ts';
export { createPersonRegistry, personRegistryService } from './adapters/person-registry.ts';
export { watchLookups } from './admit-lookup.ts';
export type { LookupWatch } from './admit-lookup.ts';
export { countAlarms, recordAccess } from './store.ts';
export type { Access, AccessKind, ListingPurpose } from './store.ts';
export { addressFinder } from './web/pages/addresses.ts';
export { addressRoutes } from './web/address-routes.ts';
export { accessRoutes } from './web/access-routes.ts';
export { formatAddress } from './rules/address.ts';
