import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** Every test of golden files writes them anew when it is told to; what changed is then read in the difference. */
const tests = globSync('{src,agent,twins,client,tools,checks}/**/golden{,.*}.test.ts', { cwd: root }).sort();
const failed = tests.filter((test) => spawnSync(process.execPath, [test, '--update'], { cwd: root, stdio: 'inherit' }).status !== 0);
process.exitCode = failed.length > 0 ? 1 : 0;
