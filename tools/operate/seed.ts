import { systemClock } from '#kit/clock';
import { setUp } from '../../src/set-up/set-up.ts';
import { personLines } from '../start/introduce.ts';
import { Refused, command, withDatabase } from './command.ts';

command(async (config) => {
  if (!config.SEED) throw new Refused('SEED=no: this installation wants no invented people');
  const { world } = await withDatabase(config, (databaseUrl) => setUp({ config, databaseUrl, clock: systemClock }));
  if (world !== undefined) process.stdout.write(`${personLines(world).join('\n')}\n`);
});
