import { formatDay } from '#text';
import type { LookupWatch } from '../admit-lookup.ts';
import type { AttorneyAnswer, NotaryRegistry } from '../ports.ts';
import { readAttorneyAnswer, writeAttorneyRequest } from '../rules/notary-message.ts';
import { standingOf } from '../rules/power-of-attorney.ts';
import { recordAccess } from '../store.ts';
import { createAsking, registryService } from './asking.ts';
import type { RegistryParts } from './asking.ts';

export const notaryRegistryService = registryService({
  id: 'NotaryRegistry.PowerOfAttorney',
  provider: 'notary-registry',
  title: 'notary',
});

/** The notary system through the gateway; every asking is written down for the principal, whose paper it is. */
export function createNotaryRegistry(parts: RegistryParts, lookups: LookupWatch): NotaryRegistry {
  const { db, clock } = parts;
  const ask = createAsking(parts, notaryRegistryService);
  return {
    async findPowerOfAttorney(asked, ground) {
      if (ground.officer !== undefined) await lookups.admit({ id: ground.who, bin: ground.officer.bin }, asked.principal);
      const answer = await ask<AttorneyAnswer>({
        write: (header) => writeAttorneyRequest(header, asked),
        understand(data) {
          const power = readAttorneyAnswer(data, asked);
          if (power === undefined || power === 'absent') return power && { kind: 'absent' };
          return { kind: 'found', standing: standingOf(power, formatDay(clock.now())), power };
        },
      });
      const access = { at: clock.now(), iin: asked.principal, kind: 'registry', what: notaryRegistryService.id } as const;
      await recordAccess(db, { ...access, ground, outcome: answer.kind });
      return answer;
    },
  };
}
