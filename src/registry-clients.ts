import { systems } from '#applications';
import type { Gateway } from '#gateway';
import { createAddressRegister, createNotaryRegistry, createPersonRegistry } from '#registries';
import type { AddressRegister, LookupWatch, NotaryRegistry, PersonRegistry, RegistryParts } from '#registries';

interface PortalRegistries {
  readonly persons: PersonRegistry;
  readonly addresses: AddressRegister;
}

interface WorkplaceRegistries extends PortalRegistries {
  readonly notary: NotaryRegistry;
}

/** Foreign registries, asked in the name of the system in which the person or the officer works. */
export interface RegistryClients {
  readonly portal: PortalRegistries;
  readonly workplace: WorkplaceRegistries;
  readonly lookups: LookupWatch;
}

type Ground = Pick<RegistryParts, 'db' | 'clock' | 'log'> & { readonly lookups: LookupWatch };

/** The rights in the gateway's directory are those of the portal and of the workplace. */
export function clientsOfRegistries({ lookups, ...ground }: Ground, call: Gateway['callSync']): RegistryClients {
  const partsOf = (system: string) => ({ ...ground, system, call });
  const common = (system: string): PortalRegistries => ({
    persons: createPersonRegistry(partsOf(system), lookups),
    addresses: createAddressRegister(partsOf(system)),
  });
  const notary = createNotaryRegistry(partsOf(systems.workplace), lookups);
  return { portal: common(systems.portal), workplace: { ...common(systems.workplace), notary }, lookups };
}
