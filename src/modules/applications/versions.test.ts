import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { cast } from '#seed';
import { beginDraft, openDraft } from './draft.ts';
import { saveDecision, sendForSignature, seenOf } from './prepare-decision.ts';
import { openForSignature } from './sign-decision.ts';
import { findPreparation } from './store.ts';
import { takeApplication } from './take.ts';
import { testOffice } from './testing.ts';

/** Our regulations, with a version 2 of RG-1 from Saturday, 21 November 2026, whose certificate is called otherwise. */
const regulations = mkdtempSync(join(tmpdir(), 'regulations-'));
cpSync(join(import.meta.dirname, '../../../regulations'), regulations, { recursive: true });
const rg1 = join(regulations, 'rg-1');
cpSync(rg1, join(regulations, 'kept'), { recursive: true });
cpSync(join(regulations, 'kept'), join(rg1, 'versions/1'), { recursive: true });
rmSync(join(regulations, 'kept'), { recursive: true });
const rewrite = (name: string, from: RegExp, to: string) =>
  writeFileSync(join(rg1, name), readFileSync(join(rg1, name), 'utf8').replace(from, to));
rewrite('regulation.yaml', /version: 1\nvalidFrom: .*/, 'version: 2\nvalidFrom: 2026-11-21');
rewrite('outputs/result.yaml', /kk: ЖҰМЫССЫЗДЫҚ РЕТІНДЕ ТІРКЕУ ТУРАЛЫ АНЫҚТАМА/, 'kk: ЖАҢА АНЫҚТАМА');

const office = await testOffice(regulations);
after(async () => {
  await office[Symbol.asyncDispose]();
  rmSync(regulations, { recursive: true });
});
const { services, clock, gulnara, daniyar } = office;

async function documentOf(id: string) {
  await takeApplication(services, gulnara, id);
  const entered = { id, seen: '', checks: { identityDocument: 'ok' }, output: 'result', values: {}, grounds: [] } as const;
  assert.equal(await saveDecision(services, gulnara, entered), 'saved');
  const seen = seenOf(await findPreparation(services.db, id));
  assert.deepEqual(await sendForSignature(services, gulnara, { id, seen }), { kind: 'sent' });
  const opened = await openForSignature(services, daniyar, id);
  assert.ok(opened.kind === 'open');
  return { title: opened.output.title.kk, version: opened.document.version };
}

test('PRO-1 an application and a draft stay on the version on which they began; a new version is for what begins in its time', async () => {
  const running = await office.register(cast.aigerim);
  const nurlan = await office.person(cast.nurlan);
  const draftId = await beginDraft(services, nurlan, 'rg-1');
  assert.equal(running.regulationVersion, 1);

  clock.advance(3 * 86_400_000);
  assert.equal((await openDraft(services, nurlan, draftId)).regulation.version, 1);
  assert.equal(await beginDraft(services, nurlan, 'rg-1'), draftId, 'it is continued, not begun anew');
  const marat = await office.person(cast.marat);
  const anew = await openDraft(services, marat, await beginDraft(services, marat, 'rg-1'));
  assert.equal(anew.regulation.version, 2);

  const old = { title: 'ЖҰМЫССЫЗДЫҚ РЕТІНДЕ ТІРКЕУ ТУРАЛЫ АНЫҚТАМА', version: '1' };
  assert.deepEqual(await documentOf(running.id), old);
  // The same person orders once more, now under the second version.
  const again = await office.register(cast.aigerim);
  assert.deepEqual(await documentOf(again.id), { title: 'ЖАҢА АНЫҚТАМА', version: '2' });
});
