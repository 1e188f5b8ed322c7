import type { LookupWatch } from '../admit-lookup.ts';
import type { PersonAnswer, PersonRegistry } from '../ports.ts';
import { readPersonAnswer, writePersonRequest } from '../rules/person-message.ts';
import { recordAccess } from '../store.ts';
import { createAsking, registryService } from './asking.ts';
import type { RegistryParts } from './asking.ts';

export const personRegistryService = registryService({
  id: 'PersonRegistry.ByIin',
  provider: 'person-registry',
  title: 'person',
});

/** The person registry through the gateway; officers are watched, and every asking is written down, whatever comes of it. */
export function createPersonRegistry(parts: RegistryParts, lookups: LookupWatch): PersonRegistry {
  const ask = createAsking(parts, personRegistryService);
  return {
    async findPerson(iin, ground) {
      if (ground.officer !== undefined) await lookups.admit({ id: ground.who, bin: ground.officer.bin }, iin);
      const answer = await ask<PersonAnswer>({
        write: (header) => writePersonRequest(header, iin),
        understand(data) {
          const person = readPersonAnswer(data);
          if (person === 'absent') return { kind: 'absent' };
          // Somebody else's data are worse than none.
          return person?.iin === iin ? { kind: 'found', person } : undefined;
        },
      });
      const what = personRegistryService.id;
      await recordAccess(parts.db, { at: parts.clock.now(), iin, kind: 'registry', what, ground, outcome: answer.kind });
      return answer;
    },
  };
}
