import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { openWorld } from './world.ts';
import type { World } from './world.ts';

/** Where the stories of a file happen: an installation, and a folder for the documents that its people keep. */
export interface Scene {
  readonly world: World;
  readonly papers: string;
}

/** Opens the scene before the stories of the file that asks for it, and clears it away after them. */
export function sceneOfFile(): Scene {
  const scene: { world?: World; papers?: string } = {};
  before(async () => {
    [scene.world, scene.papers] = await Promise.all([openWorld(), mkdtemp(join(tmpdir(), 'birtereze-papers-'))]);
  });
  after(async () => {
    await scene.world?.[Symbol.asyncDispose]();
    if (scene.papers !== undefined) await rm(scene.papers, { recursive: true });
  });
  // Read by stories only, which come after.
  return scene as Scene;
}
