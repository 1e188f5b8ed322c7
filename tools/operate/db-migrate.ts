import { openDatabase } from '#kit/db';
import { migrate } from '#kit/migrate';
import { schemas } from '../../src/set-up/schemas.ts';
import { command, withDatabase } from './command.ts';

command((config) =>
  withDatabase(config, async (url) => {
    const db = openDatabase({ url, connections: 1 });
    try {
      const applied = await migrate(db, schemas);
      process.stdout.write(
        applied.length === 0 ? 'The database is at the newest schema\n' : `Applied\n  ${applied.join('\n  ')}\n`,
      );
    } finally {
      await db.destroy();
    }
  }),
);
