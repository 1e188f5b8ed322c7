import { formatDay } from '#text';
import type { AttorneyAnswer, NotaryRegistry } from '../ports.ts';
import { readAttorneyAnswer, writeAttorneyRequest } from '../rules/notary-message.ts';
import { standingOf } from '../rules/power-of-attorney.ts';
import { insertAccess } from '../store.ts';
import { createAsking, registryService } from './asking.ts';
import type { RegistryParts } from './asking.ts';

export const notaryRegistryService = registryService({
  id: 'NotaryRegistry.PowerOfAttorney',
  provider: 'notary-registry',
  title: 'notary',
});

/** The notary system through the gateway; every asking is written down for the principal, whose paper it is. */
export function createNotaryRegistry(parts: RegistryParts): NotaryRegistry {
  const { db, clock } = parts;
  const ask = createAsking(parts, notaryRegistryService);
  return {
    async findPowerOfAttorney(asked, ground) {
      const answer = await ask<AttorneyAnswer>({
        write: (header) => writeAttorneyRequest(header, asked),
        understand(data) {
          const power = readAttorneyAnswer(data, asked);
          if (power === undefined || power === 'absent') return power && { kind: 'absent' };
          return { kind: 'found', standing: standingOf(power, formatDay(clock.now())), power };
        },
      });
      const access = { at: clock.now(), registry: notaryRegistryService.id, ground, outcome: answer.kind };
      await insertAccess(db, { ...access, iin: asked.principal });
      return answer;
    },
  };
}
