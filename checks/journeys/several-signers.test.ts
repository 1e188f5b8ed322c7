import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';
import type { Browser } from 'playwright-core';
import { texts } from '#text';
import { decide, fillIn, numberOf, prepare, send, serviceOf, signIn, toSign } from './by-post.ts';
import type { Poster } from './by-post.ts';
import { openBrowser, openWindow } from './browser.ts';
import { ask, hiddenFields } from './http.ts';
import { signatureOf } from './key-signature.ts';
import { deskOf } from './local-services.ts';
import type { Desk } from './local-services.ts';
import type { JourneyPerson } from './people.ts';
import { confirms, registersTemporarily } from './registration.ts';
import { storyOf } from './story.ts';
import { Visitor } from './visitor.ts';
import { openWorld } from './world.ts';
import type { World } from './world.ts';

let world: World;
let browser: Browser;

before(async () => {
  [world, browser] = await Promise.all([openWorld(), openBrowser()]);
});
after(async () => {
  await browser?.close();
  await world?.[Symbol.asyncDispose]();
});

/** Signs with this person's own key what a page shows. @returns where the answer leads */
async function signsAt(at: Poster, path: string): Promise<string> {
  const { body } = await at.get(path);
  return at.post(path, { ...hiddenFields(body), cms: await signatureOf(at.person, toSign(body)) });
}

describe('RG-5 portal', () => {
  const story = storyOf(() => world);
  const service = serviceOf('rg-5');
  const words = texts('kk').signers;
  let desk: Desk;
  let father: Poster;
  /** Twelve years old in these answers; not registered yet. */
  let child: JourneyPerson;
  let draft: string;
  let id: string;

  before(async () => {
    desk = await deskOf(world, { consumer: 'aigerim', specialist: 'saule', head: 'qairat' });
    child = await world.cast('svetlana');
    father = await signIn(world.portal, await world.cast('nurlan'));
  });

  const answers = () => ({
    deal: 'sale',
    fullName: desk.consumer.person.fullName,
    address: 'Көкпекті ауылы, Абылай хан көшесі, 12',
    phone: '+77010000101',
    dwelling: 'Семей қаласы, Шәкәрім даңғылы, 5, 17',
    'children.0.name': 'Байжанова Света',
    'children.0.iin': child.iin,
    'children.0.birthDate': '2014-05-12',
    'children.0.birthCertificate': '0123456',
    family: 'motherAndSpouse',
    document: '034567891',
    documentIssuedBy: 'ҚР ІІМ',
    documentIssuedOn: '2018-04-12',
    spouseName: father.person.fullName,
    spouseIin: father.person.iin,
    spouseDocument: '034567892',
    spouseIssuedBy: 'ҚР ІІМ',
    spouseIssuedOn: '2017-06-02',
    futureAddress: 'Көкпекті ауылы, Абылай хан көшесі, 12',
    promise: 'Келешекте балалар тұрғын үймен қамтамасыз етіледі',
  });

  story('RG-5 portal FRM-9 both parents and a child over 10 are asked to sign; each is told, nobody else sees it', async () => {
    draft = await fillIn(desk.consumer, service, answers());
    id = draft.split('/').at(-1) ?? '';
    assert.equal(await desk.consumer.post(`${draft}/files`), `${draft}/signers`);
    await desk.consumer.post(`${draft}/signers`, {});
    const review = await desk.consumer.get(`${draft}/review`);
    assert.match(review.body, /10 жастан асқан бала/);
    assert.equal(await desk.consumer.post(`${draft}/signing`), `/signing/${id}`);
    const letter = await world.letter(father.person.email, `/signing/${id}`);
    assert.ok(letter.subject.includes(service.passport.shortTitle.kk));
    const cabinet = await father.get('/cabinet');
    assert.ok(cabinet.body.includes(`/signing/${id}`));
    const stranger = await signIn(world.portal, await world.cast('marat'));
    await assert.rejects(stranger.get(`/signing/${id}`), /404/);
    const led = await ask(`${world.portal}/signing/${id}`);
    assert.equal(led.headers.get('location'), `/sign-in?next=${encodeURIComponent(`/signing/${id}`)}`);
  });

  /** Who has no account yet registers, and finds the request that waits for a signature. */
  async function registers(): Promise<Poster> {
    const page = await openWindow(browser, world.portal, 'kk');
    const at = new Visitor(page, { world, site: 'portal', person: child, locale: 'kk' });
    await registersTemporarily(at, child);
    const { links } = await world.letter(child.email, at.words.identity.letters.confirm.subject);
    await confirms(at, links[0] ?? '');
    const daughter = await signIn(world.portal, child);
    assert.ok((await daughter.get('/cabinet')).body.includes(`/signing/${id}`));
    return daughter;
  }

  story('RG-5 portal FRM-9 the mother’s page follows the others; she signs last, in the page, and it is sent', async () => {
    const complaints: string[] = [];
    const page = await openWindow(browser, world.portal, 'kk', { complaints });
    const mother = new Visitor(page, { world, site: 'portal', person: await world.cast('aigerim'), locale: 'kk' });
    await mother.signsInByPassword();
    await mother.goTo(`/signing/${id}`);
    await page.getByText(words.progress.count(0, 3)).waitFor();
    const daughter = await registers();
    assert.equal(await signsAt(daughter, `/signing/${id}/sign`), `/signing/${id}`);
    await page.getByText(words.progress.count(1, 3)).waitFor();
    await father.post(`/signing/${id}/decline`, { reason: 'Баласын ойлану керек' });
    await page.getByText(words.progress.reason('Баласын ойлану керек')).waitFor();
    assert.equal(await signsAt(father, `/signing/${id}/sign`), `/signing/${id}`);
    await page.getByText(words.progress.count(2, 3)).waitFor();
    await mother.follow(words.progress.sign);
    await mother.arrivesAt(texts('kk').applications.sign.title);
    await mother.signs('page', 'signing');
    await mother.arrivesAt(texts('kk').applications.card.sentTitle);
    await numberOf(world, id);
    assert.deepEqual(complaints, []);
    const seen = await father.get(`/signing/${id}`);
    assert.ok(seen.body.includes(words.sent.title));
  });

  story(
    'RG-5 portal FRM-9 EDS-LTV the desk shows who signed, with which certificate and when; the permission is issued',
    async () => {
      const { specialist, head } = desk;
      const { body } = await specialist.get(`/requests/${id}`);
      for (const name of [father.person.fullName, 'Байжанова Света']) assert.ok(body.includes(name));
      assert.equal(body.split(words.progress.verified).length - 1, 3);
      assert.ok(body.includes(words.history.signaturesVerified(3)));
      assert.ok((await specialist.bytes(`/requests/${id}/signers/2.cms`)).length > 500);
      await prepare(specialist, id, { regulation: service, output: 'result' });
      await decide(specialist, head, id);
    },
  );

  story('RG-5 portal FRM-9 a mother without a husband signs for a child under 10 alone', async () => {
    const { 'children.0.birthDate': _, ...rest } = answers();
    const alone = { ...rest, family: 'mother', 'children.0.birthDate': '2020-05-12' };
    const single = await fillIn(desk.consumer, service, alone);
    assert.equal(await desk.consumer.post(`${single}/files`), `${single}/review`);
    assert.notEqual(await send(world, desk.consumer, single), '');
  });
});
