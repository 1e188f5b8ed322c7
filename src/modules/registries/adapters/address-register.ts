import type { AddressAnswer, AddressRegister } from '../ports.ts';
import { readAddressAnswer, writeAddressRequest } from '../rules/address-message.ts';
import { createAsking, registryService } from './asking.ts';
import type { RegistryParts } from './asking.ts';

export const addressRegisterService = registryService({
  id: 'AddressRegister.Find',
  provider: 'address-register',
  title: 'addresses',
});

/** Less is not a word that narrows anything; more is no address. */
const shortest = 2;
const longest = 200;

/** The address register through the gateway. */
export function createAddressRegister(parts: RegistryParts): AddressRegister {
  const ask = createAsking(parts, addressRegisterService);
  return {
    async findAddresses(text) {
      const words = text.trim().slice(0, longest);
      if (words.length < shortest) return { kind: 'found', addresses: [] };
      return ask<AddressAnswer>({
        write: (header) => writeAddressRequest(header, words),
        understand(data) {
          const addresses = readAddressAnswer(data);
          return addresses && { kind: 'found', addresses };
        },
      });
    },
  };
}
