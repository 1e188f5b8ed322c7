import type { PersonAnswer, PersonRegistry } from '../ports.ts';
import { readPersonAnswer, writePersonRequest } from '../rules/person-message.ts';
import { insertAccess } from '../store.ts';
import { createAsking, registryService } from './asking.ts';
import type { RegistryParts } from './asking.ts';

export const personRegistryService = registryService({
  id: 'PersonRegistry.ByIin',
  provider: 'person-registry',
  title: 'person',
});

/** The person registry through the gateway; every asking is written down, whatever comes of it. */
export function createPersonRegistry(parts: RegistryParts): PersonRegistry {
  const ask = createAsking(parts, personRegistryService);
  return {
    async findPerson(iin, ground) {
      const answer = await ask<PersonAnswer>({
        write: (header) => writePersonRequest(header, iin),
        understand(data) {
          const person = readPersonAnswer(data);
          if (person === 'absent') return { kind: 'absent' };
          // Somebody else's data are worse than none.
          return person?.iin === iin ? { kind: 'found', person } : undefined;
        },
      });
      const access = { at: parts.clock.now(), registry: personRegistryService.id, iin, ground, outcome: answer.kind };
      await insertAccess(parts.db, access);
      return answer;
    },
  };
}
