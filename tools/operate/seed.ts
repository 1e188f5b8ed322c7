import { systemClock } from '#kit/clock';
import { enterDemonstration, setUp } from '../../src/set-up/set-up.ts';
import { personLines } from '../start/introduce.ts';
import { Refused, command, withDatabase } from './command.ts';

command(async (config) => {
  if (!config.SEED) throw new Refused('SEED=no: this installation wants no invented people');
  const world = await withDatabase(config, async (databaseUrl) => {
    const options = { config, databaseUrl, clock: systemClock };
    await setUp(options);
    return enterDemonstration(options);
  });
  if (world !== undefined) process.stdout.write(`${personLines(world).join('\n')}\n`);
});
