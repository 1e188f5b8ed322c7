import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';
import { sql } from 'kysely';
import type { Browser } from 'playwright-core';
import { texts } from '#text';
import { openBrowser, openWindow } from './browser.ts';
import { ask } from './http.ts';
import { inhabit } from './inhabitants.ts';
import type { Inhabitants } from './inhabitants.ts';
import { storyOf } from './story.ts';
import { makeTraffic } from './traffic.ts';
import { Visitor } from './visitor.ts';
import { openWorld } from './world.ts';
import type { World } from './world.ts';

let world: World;
let browser: Browser;
let people: Inhabitants;

before(async () => {
  [world, browser] = await Promise.all([openWorld({ AGENT: 'no' }), openBrowser()]);
  people = await inhabit(world);
  await makeTraffic(world, people);
});
after(async () => {
  await browser?.close();
  await world?.[Symbol.asyncDispose]();
});

describe('the gateway, watched by its administrator', () => {
  const story = storyOf(() => world);
  const words = texts('kk').monitoring;
  let at: Visitor;

  /** A row of a table by what it begins with, cell by cell. */
  async function row(table: string, name: string): Promise<string[]> {
    const found = at.page.getByRole('table', { name: table }).getByRole('row').filter({ hasText: name });
    return found.first().getByRole('cell').allInnerTexts();
  }

  story('GW-5 the administrator signs in without scripts, and the workplace begins with the gateway', async () => {
    const page = await openWindow(browser, world.workplace, 'kk', { javaScriptEnabled: false });
    at = new Visitor(page, { world, site: 'workplace', locale: 'kk', person: await world.cast('timur') });
    await at.signsInByPassword();
    await at.arrivesAt(words.title);
    const sections = await page.getByRole('navigation').getByRole('link', { name: words.section, exact: true }).count();
    assert.equal(sections, 1);
  });

  story('GW-5 what people did is there by service: the request that was sent, the registry that was asked', async () => {
    const sent = await row(words.services.title, 'Өтінішті қызмет берушіге жіберу');
    // The request, and the answer that it has a number; and the one that was refused.
    assert.deepEqual([sent[0], sent[1]], ['3', '1']);
    assert.ok(sent[3] !== '—' && sent[4] !== '—', 'how long it took');
    const asked = await row(words.services.title, texts('kk').registries.person);
    assert.notEqual(asked[0], '0');
    assert.equal(await at.page.locator('svg.bt-chart').count(), 1);
  });

  story('GW-4 the registry that stopped is named first, with the time of its last answer', async () => {
    const alert = at.page.locator('.bt-alert[data-color="danger"]');
    const { notary, notReceived } = texts('kk').registries;
    const [state, lastAnswer = ''] = await row(words.health.title, notary);
    assert.equal(state, words.health.states.silent);
    assert.match(lastAnswer, /^\d\d:\d\d$/);
    assert.ok((await alert.innerText()).includes(`${notary}. ${notReceived(lastAnswer)}`));
    const persons = await row(words.health.title, texts('kk').registries.person);
    assert.equal(persons[0], words.health.states.answers);
  });

  story('GW-3 the refused message is found from the page, read with a reason, and given up', async () => {
    await at.follow(words.backlog.open);
    await at.arrivesAt(words.letters.title);
    await at.page.getByRole('table').getByRole('link').first().click();
    await at.arrivesAt(words.letter.title);
    assert.ok((await at.page.locator('main').innerText()).includes(texts('kk').gateway.faults.data));
    await at.press(words.letter.read);
    assert.deepEqual(await at.errors(), [words.letter.whyMissing]);
    await at.type(words.letter.why, 'Пішіні неге келмегенін қарау');
    await at.press(words.letter.read);
    assert.match(await at.page.locator('pre').first().innerText(), /^\{\s+"nonsense": true\s+\}$/);
    await at.press(words.letter.drop);
    await at.page.getByText(words.letters.done.dropped).waitFor();
    assert.ok((await at.page.locator('main').innerText()).includes(words.letters.empty));
  });

  story('GW-5 SEC-1 nobody else sees it: not a specialist, a head, an operator, nor a person of the portal', async () => {
    for (const cookie of [people.specialist, people.head, people.operator, people.outsider]) {
      const { status, body } = await ask(`${world.workplace}/gateway`, { cookie });
      assert.equal(status, 403);
      assert.ok(!body.includes(words.total.title));
    }
    assert.equal((await ask(`${world.workplace}/gateway`, { cookie: people.owner.cookie })).status, 303);
  });

  story('SEC-1 the administrator sees nothing of the work of others', async () => {
    const cookie = people.administrator;
    for (const path of ['/panel', '/complaints', '/batch', '/reception', '/counter'])
      assert.equal((await ask(`${world.workplace}${path}`, { cookie })).status, 403, path);
    const { rows } = await sql<{ id: string }>`select id from applications.application`.execute(world.db);
    assert.ok(rows.length > 0);
    for (const { id } of rows) assert.equal((await ask(`${world.workplace}/requests/${id}`, { cookie })).status, 404);
  });
});
