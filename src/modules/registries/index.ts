/** Foreign registries through the gateway, and who looked at whose data. */
export type { AddressRegister, NotaryRegistry, PersonRegistry } from './ports.ts';
export type { RegistryParts } from './adapters/asking.ts';
export { addressRegisterService, createAddressRegister } from './adapters/address-register.ts';
export { createNotaryRegistry, notaryRegistryService } from './adapters/notary-registry.ts';
export { createPersonRegistry, personRegistryService } from './adapters/person-registry.ts';
export { formatAddress } from './rules/address.ts';
