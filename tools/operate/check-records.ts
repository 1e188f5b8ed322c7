import { brokenHistories } from '#applications';
import { firstBrokenEntry } from '#authority';
import { firstBrokenSeal } from '#gateway';
import { openDatabase } from '#kit/db';
import { Refused, command, withDatabase } from './command.ts';

/** What an auditor asks: whether anything that is only appended to was changed, moved or taken out, by whoever it was (REL-11). */
command((config) =>
  withDatabase(config, async (url) => {
    const db = openDatabase({ url, connections: 1 });
    try {
      const [histories, seal, entry] = [await brokenHistories(db), await firstBrokenSeal(db), await firstBrokenEntry(db)];
      const found = [
        ...histories.map(({ applicationId, position }) => `history of application ${applicationId}: record ${position}`),
        ...(seal === undefined ? [] : [`journal of the gateway: seal ${seal}`]),
        ...(entry === undefined ? [] : [`log of issuance: entry ${entry}`]),
      ];
      if (found.length > 0) throw new Refused(`Not as it was written:\n  ${found.join('\n  ')}`);
      process.stdout.write('Histories, journal and log of issuance are as they were written\n');
    } finally {
      await db.destroy();
    }
  }),
);
