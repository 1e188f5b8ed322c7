import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import type { Regulation } from '#regulations';
import { texts } from '#text';
import { decide, fillIn, keepDocument, numberOf, prepare, send, serviceOf, signIn } from './by-post.ts';
import type { Poster } from './by-post.ts';
import { withEighthService } from './eighth-service.ts';
import { verifyOffline } from './evidence.ts';
import { ask } from './http.ts';
import { storyOf } from './story.ts';
import { openWorld } from './world.ts';
import type { World } from './world.ts';

let world: World;
let folder: string;
let service: Regulation;
let nurlan: Poster;
let pdf: string;
const story = storyOf(() => world);

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'birtereze-eighth-'));
  const regulations = await withEighthService(folder);
  service = serviceOf('rg-8', regulations);
  world = await openWorld({ REGULATIONS_DIR: regulations });
  nurlan = await signIn(world.portal, await world.cast('nurlan'));
});
after(async () => {
  await world?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

story('PRO-1 an eighth service, added by a folder alone, is found in the catalogue and can be ordered', async () => {
  const found = await ask(`${world.portal}/services/search?q=${encodeURIComponent('шаруашылық')}`);
  assert.ok(found.body.includes(service.passport.shortTitle.kk));
  const passport = await ask(`${world.portal}/services/rg-8`);
  assert.ok(passport.body.includes(texts('kk').catalogue.passport.order));
});

story('PRO-1 PRO-2 its form is filled in, signed, registered, decided and delivered by the same programs', async () => {
  const draft = await fillIn(nurlan, service, { fullName: 'Ахметов Нұрлан Болатұлы', animal: 'horses' });
  const id = await send(world, nurlan, draft);
  const specialist = await signIn(world.workplace, await world.cast('erzhan'));
  const preview = await prepare(specialist, id, { regulation: service, output: 'result', values: { book: '17' } });
  assert.ok(preview.includes('оның шаруашылығында жылқысы бар'), preview);
  await decide(specialist, await signIn(world.workplace, await world.cast('zhanar')), id);
  pdf = join(folder, 'certificate.pdf');
  const { text } = await keepDocument(nurlan, id, pdf);
  const { title, statements } = service.outputs.find(({ kind }) => kind === 'result') ?? { title: undefined, statements: [] };
  for (const words of [title?.kk, title?.ru, 'в его (её) хозяйстве есть лошади', '17', statements[0]?.kk.slice(0, 40)])
    assert.ok(words !== undefined && text.includes(words), `${words} is not in ${text}`);
});

story('PRO-1 EDS-PUB the command line verifies its certificate without a network', async () => {
  const { code, output } = await verifyOffline(join(world.folder, 'authority', 'root.cer'), '--', pdf);
  assert.equal(code, 0, output);
  assert.ok(output.includes('Ахметов Нұрлан Болатұлы'), output);
});

story('PRO-1 a second request for it is refused with its own ground', async () => {
  const draft = await fillIn(nurlan, service, { fullName: 'Ахметов Нұрлан Болатұлы', animal: 'sheep' });
  const id = await send(world, nurlan, draft);
  assert.match(await numberOf(world, id), /^[\dA-Z-]+$/);
  const specialist = await signIn(world.workplace, await world.cast('erzhan'));
  const values = { explanation: 'Шаруашылық кітабында тіркелмеген.' };
  await prepare(specialist, id, { regulation: service, output: 'refusal', ground: 'noFarm', values });
  await decide(specialist, await signIn(world.workplace, await world.cast('zhanar')), id);
  const card = await nurlan.get(`/applications/${id}`);
  assert.ok(card.body.includes(texts('kk').regulations.status.refused));
});
