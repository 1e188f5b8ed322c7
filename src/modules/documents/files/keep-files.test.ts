import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fixedClock } from '#kit/clock';
import { inTransaction } from '#kit/db';
import { newId } from '#kit/ids';
import { testDatabase } from '#kit/testing';
import { clamdScanner } from '../adapters/clamd-scanner.ts';
import { folderFileStore } from '../adapters/folder-file-store.ts';
import { sweepFiles } from '../sweep-files.ts';
import { createFiles, shownName } from './keep-files.ts';

const world = await testDatabase(['documents']);
const folder = await mkdtemp(join(tmpdir(), 'birtereze-files-'));
after(async () => {
  await world[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});
const clock = fixedClock(new Date('2026-11-22T05:00:00Z'));
const store = folderFileStore(folder, clock);
const files = createFiles({ store, clock, sizeLimit: 1000, countLimit: 2 });
const pdf = (text: string) => Buffer.from(`%PDF-1.7\n% ${text}\nstartxref\n9\n%%EOF\n`);
const owner = newId();

async function received(text: string) {
  const reception = await files.receive({ name: `C:\\scans\\${text}.pdf`, bytes: pdf(text) });
  assert.ok(reception.ok);
  return reception.file;
}

async function attached(text: string, holder: string | null, of = owner) {
  const file = await received(text);
  return inTransaction(world.db, (tx) => files.attach(tx, file, { owner: of, holder, kind: 'identity', title: text }));
}

test('CAB-3 a file is kept, listed, opened, renamed and removed', async () => {
  const holder = newId();
  const file = await attached('identity card', holder);
  assert.ok(file !== 'tooMany');
  assert.equal(file.name, 'identity card.pdf');
  assert.deepEqual(await files.list(world.db, { owner, holder }), [file]);
  const opened = await files.open(world.db, file.id, () => true);
  assert.deepEqual(opened?.bytes, pdf('identity card'));
  await inTransaction(world.db, async (tx) => {
    assert.ok(await files.rename(tx, { id: file.id, owner, holder: file.holder }, 'Жеке куәлік'));
    assert.equal((await files.list(tx, { owner, holder }))[0]?.title, 'Жеке куәлік');
    assert.ok(await files.remove(tx, file));
  });
  assert.deepEqual(await files.list(world.db, { owner, holder }), []);
});

test('CAB-3 SEC-9 what is not of an allowed sort, too large or one too many is refused', async () => {
  assert.deepEqual(await files.receive({ name: 'a.pdf', bytes: Buffer.from('<html>') }), { ok: false, fault: 'unknownType' });
  assert.deepEqual(await files.receive({ name: 'a.pdf', bytes: pdf('x'.repeat(1000)) }), { ok: false, fault: 'tooLarge' });
  const holder = newId();
  const results = await Promise.all(['one', 'two', 'three'].map((text) => attached(text, holder)));
  assert.equal(results.filter((result) => result === 'tooMany').length, 1, 'though all three came at once');
});

test('REL-4 CAB-3 a file that is sent three times at once is there once, and each is told of it', async () => {
  const holder = newId();
  const sent = await Promise.all([1, 2, 3].map(() => attached('front side', holder)));
  const [file] = await files.list(world.db, { owner, holder });
  assert.deepEqual(sent, [file, file, file]);
  assert.equal((await files.list(world.db, { owner, holder })).length, 1);
});

test("SEC-2 another's file can neither be opened, renamed nor removed", async () => {
  const file = await attached('mine', newId());
  assert.ok(file !== 'tooMany');
  const other = newId();
  assert.equal(await files.open(world.db, file.id, ({ owner: of }) => of === other), undefined);
  assert.equal(await files.open(world.db, 'no id', () => true), undefined);
  await inTransaction(world.db, async (tx) => {
    assert.equal(await files.rename(tx, { ...file, owner: other }, 'x'), false);
    assert.equal(await files.remove(tx, { ...file, owner: other }), false);
  });
});

test('SEC-2 what is attached to something is out of reach of the cabinet, though it is the same person', async () => {
  const file = await attached('sent', newId());
  assert.ok(file !== 'tooMany');
  const [key, by] = [{ ...file, holder: null }, await received('other')];
  await inTransaction(world.db, async (tx) => {
    assert.equal(await files.rename(tx, key, 'x'), false);
    assert.equal(await files.replace(tx, key, by), undefined);
    assert.equal(await files.copy(tx, key, { holder: newId(), kind: 'x', title: 'x' }), undefined);
    assert.equal(await files.remove(tx, key), false);
  });
  assert.deepEqual(await files.list(world.db, { owner, holder: file.holder }), [file]);
});

test('CAB-3 a file put in the place of another keeps its kind and title and gets an address of its own', async () => {
  const keeper = newId();
  const old = await attached('old card', null, keeper);
  assert.ok(old !== 'tooMany');
  const by = await received('new card');
  const file = await inTransaction(world.db, (tx) => files.replace(tx, old, by));
  assert.deepEqual([file?.kind, file?.title, file?.name], ['identity', 'old card', 'new card.pdf']);
  assert.deepEqual(await files.list(world.db, { owner: keeper, holder: null }), [file]);
  assert.equal(await files.open(world.db, old.id, () => true), undefined);
});

test('APP-3 a kept file that is attached as well outlives the original', async () => {
  const keeper = newId();
  const kept = await attached('kept card', null, keeper);
  assert.ok(kept !== 'tooMany');
  const copy = await inTransaction(world.db, (tx) => files.copy(tx, kept, { holder: newId(), kind: 'x', title: 'x' }));
  assert.ok(copy !== 'tooMany' && copy !== undefined);
  assert.deepEqual([copy.owner, copy.sha256, copy.name], [keeper, kept.sha256, kept.name]);
  await inTransaction(world.db, (tx) => files.remove(tx, kept));
  clock.advance(25 * 3_600_000);
  await sweepFiles(world.db, store, clock.now());
  assert.deepEqual((await files.open(world.db, copy.id, () => true))?.bytes, pdf('kept card'));
});

test('CAB-3 bytes are swept a day after the last that referred to them, and no sooner', async () => {
  const first = await attached('shared', newId());
  const second = await attached('shared', newId());
  assert.ok(first !== 'tooMany' && second !== 'tooMany');
  await inTransaction(world.db, (tx) => files.remove(tx, first));
  clock.advance(25 * 3_600_000);
  await sweepFiles(world.db, store, clock.now());
  assert.ok(await store.read(second.sha256), 'the second still refers to it');
  await inTransaction(world.db, (tx) => files.remove(tx, second));
  const again = await received('shared');
  await sweepFiles(world.db, store, clock.now());
  assert.ok(await store.read(again.sha256), 'it was just uploaded again, its row may come yet');
  clock.advance(25 * 3_600_000);
  await sweepFiles(world.db, store, clock.now());
  await assert.rejects(store.read(again.sha256), { code: 'notFound' });
  assert.ok(!(await readdir(folder, { recursive: true })).some((name) => name.endsWith('.part')));
});

test('CAB-3 a file is scanned where a scanner is connected; what is infected, or cannot be scanned, is not kept', async () => {
  const daemon = createServer({ allowHalfOpen: true }, (socket) => {
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('end', () => socket.end(Buffer.concat(chunks).includes('EICAR') ? 'stream: Eicar FOUND\0' : 'stream: OK\0'));
  });
  await new Promise<void>((done) => daemon.listen(0, '127.0.0.1', done));
  const { port } = daemon.address() as AddressInfo;
  const scanned = createFiles({
    store,
    clock,
    sizeLimit: 1000,
    countLimit: 2,
    scanner: clamdScanner({ host: '127.0.0.1', port }),
  });
  assert.deepEqual(await scanned.receive({ name: 'a.pdf', bytes: pdf('EICAR') }), { ok: false, fault: 'infected' });
  assert.ok((await scanned.receive({ name: 'a.pdf', bytes: pdf('harmless') })).ok);
  await new Promise((done) => daemon.close(done));
  await assert.rejects(scanned.receive({ name: 'a.pdf', bytes: pdf('harmless') }), { code: 'unavailable' });
});

test('SEC-9 names of files lose folders, control characters and turned writing', () => {
  assert.equal(shownName('../../etc/passwd'), 'passwd');
  assert.equal(shownName('a\r\nSet-Cookie: x'), 'aSet-Cookie x');
  assert.equal(shownName('invoice\u202efdp.exe'), 'invoicefdp.exe');
  assert.equal(shownName('///'), 'file');
});
