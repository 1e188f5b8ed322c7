import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { hallSchema } from '../rules/hall.ts';
import type { Hall } from '../rules/hall.ts';

/** Reads `reception.yaml` of a folder `regulations/`. @throws where it has not the right shape */
export function loadHall(folder: string): Hall {
  return hallSchema.parse(parse(readFileSync(join(folder, 'reception.yaml'), 'utf8'), { schema: 'core' }));
}
