import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { bodiesSchema, rubricsSchema } from '../rules/directory.ts';
import type { Bodies, Section } from '../rules/directory.ts';

function readYaml(folder: string, name: string): unknown {
  return parse(readFileSync(join(folder, name), 'utf8'), { schema: 'core' });
}

/** Reads `rubrics.yaml` and `bodies.yaml` of a folder `regulations/`. @throws where they have not the right shape */
export function loadDirectory(folder: string): { sections: Section[]; bodies: Bodies } {
  return {
    sections: rubricsSchema.parse(readYaml(folder, 'rubrics.yaml')),
    bodies: bodiesSchema.parse(readYaml(folder, 'bodies.yaml')),
  };
}
