import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { historyBreak, listHistory } from '#applications';
import { askedWithinProcess } from '#authority';
import { readConfig } from '#config';
import { signatureIn } from '#documents';
import { systemClock } from '#kit/clock';
import { sha256Hex } from '#kit/ids';
import { silentLog } from '#kit/log';
import { testDatabase } from '#kit/testing';
import type { TestDatabase } from '#kit/testing';
import { createServices } from '../../services.ts';
import { enterDemonstration, openOwnAuthority, setUp } from '../set-up.ts';
import { iinOf } from './desk.ts';
import { enterDistrict } from './district.ts';
import type { Entered } from './enter.ts';
import { stories } from './stories/stories.ts';

describe('the demonstration district', () => {
  let world: TestDatabase;
  let folder: string;
  let entered: Entered | undefined;
  const again = async (stopped = () => false) => {
    const options = { config: readConfig({ DATA_DIR: folder }), databaseUrl: world.url, clock: systemClock };
    await setUp(options);
    const people = await enterDemonstration(options);
    assert.ok(people);
    return enterDistrict(options, { world: people, stopped });
  };
  before(async () => {
    world = await testDatabase();
    folder = await mkdtemp(join(tmpdir(), 'birtereze-district-'));
    let asked = 0;
    const cutOff = await again(() => ++asked > 3);
    assert.equal(cutOff?.applications, 3);
    entered = await again();
  });
  const servicesOfToday = async () => {
    const config = readConfig({ DATA_DIR: folder });
    const ground = { config, db: world.db, clock: systemClock };
    const authority = await openOwnAuthority(ground);
    const rest = { log: silentLog, signals: world.signals(), authority, fetcher: askedWithinProcess(authority) };
    return createServices({ ...ground, ...rest });
  };
  after(async () => {
    await world[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  /** The figures of a query that counts. */
  const count = async (which: ReturnType<typeof sql>): Promise<number> => {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from applications.application where ${which}`.execute(
      world.db,
    );
    return rows[0]?.n ?? 0;
  };

  test('OPS-1 the demonstration district has applications of every service in every state, from all channels, none left out', async () => {
    assert.deepEqual(entered, { applications: stories.length - 3, broken: [] });
    const states = {
      untouched: sql`awaits = 'officer' and holder_id is null`,
      taken: sql`awaits = 'officer' and holder_id is not null`,
      asked: sql`awaits = 'consumer' and paused_at is not null`,
      toSign: sql`awaits = 'signatory'`,
      provided: sql`status = 'provided' and document_id is not null`,
      refused: sql`status = 'refused' and document_id is not null`,
      withdrawn: sql`status = 'withdrawn'`,
    };
    for (const service of ['rg-1', 'rg-2', 'rg-3', 'rg-4', 'rg-5', 'rg-6', 'rg-7'])
      for (const [state, which] of Object.entries(states))
        assert.ok((await count(sql`service = ${service} and ${which}`)) > 0, `${service} ${state}`);
    const somewhere = {
      near: sql`awaits = 'officer' and near_at < now() and due_at > now()`,
      overdue: sql`awaits = 'officer' and due_at < now()`,
      extended: sql`extended_days > 0`,
      byPortal: sql`channel = 'portal'`,
      byProvider: sql`channel = 'provider'`,
      byCentre: sql`channel = 'centre'`,
      weeksAgo: sql`registered_at < now() - interval '3 weeks'`,
      akimsOffice: sql`channel = 'provider' and service = 'rg-3' and body_id =
        (select id from identity.body where kind = 'akimOffice')`,
    };
    for (const [state, which] of Object.entries(somewhere)) assert.ok((await count(which)) > 0, state);
    assert.equal(await count(sql`registered_at > now() - interval '1 minute'`), 0, 'nothing happened just now');
  });

  /** How many rows of another table are such. */
  const countIn = async (which: ReturnType<typeof sql>): Promise<number> => {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${which}`.execute(world.db);
    return rows[0]?.n ?? 0;
  };

  test('OPS-1 FRM-9 PRO-4 several signed together, one signature is awaited, a representative came, two complained', async () => {
    const others = sql`applications.application a where service = 'rg-5' and channel = 'portal'
      and exists (select from applications.signature s where s.request_id = a.id)`;
    assert.ok((await countIn(others)) >= 3, 'both spouses signed');
    const gathered = stories.filter(({ filing }) => filing.signers !== undefined);
    assert.ok(
      gathered.every(({ filed: [day] }) => day <= 4),
      'before the running server would end the gathering',
    );
    const awaited = sql`applications.draft d join applications.invitation i on i.request_id = d.id
      where i.state = 'invited' and d.signing_until > now()`;
    assert.equal(await countIn(awaited), 1);
    const came = sql`applications.handing_over where recipient = 'representative'`;
    assert.equal(await countIn(came), 1);
    assert.equal(await countIn(sql`applications.complaint where answered_at is null`), 1);
    assert.equal(await countIn(sql`applications.complaint where answered_at is not null`), 1);
  });

  test('OPS-1 FRM-10 what the workplace tells is dated by what it tells of, not by the hour of the start', async () => {
    const { rows } = await sql<{ body: string }>`select body from gateway.transit
      where service = 'applications.status'`.execute(world.db);
    const told = rows.map(({ body }) => JSON.parse(/\{.*\}/s.exec(body)?.[0] ?? '') as { occasion: string; at: string });
    const yesterday = Date.now() - 10 * 3_600_000;
    assert.deepEqual(
      told.filter(({ at }) => Date.parse(at) > yesterday),
      [],
    );
    const occasions = new Set(told.map(({ occasion }) => occasion));
    for (const occasion of ['considered', 'needsYou', 'extended', 'provided', 'refused', 'complaintAnswered'])
      assert.ok(occasions.has(occasion), occasion);
  });

  test('OPS-1 EDS-LTV its documents are signed by the heads’ own keys, stamped at their hour, and pass the verification of today', async () => {
    const { verifier, applications } = await servicesOfToday();
    const { rows } = await sql<{ id: string; decided: Date }>`select document_id as id, decided_at as decided
      from applications.application where service = 'rg-1' and status = 'provided'`.execute(world.db);
    const [{ id, decided } = { id: '', decided: new Date() }] = rows;
    const document = await applications.documents.find(world.db, id);
    assert.equal(document?.status, 'issued');
    const pdf = await applications.documents.pdf(document);
    const cms = await signatureIn(world.db)(sha256Hex(pdf));
    assert.ok(cms);
    const expectedIin = iinOf('daniyar');
    const verification = await verifier.verify({ cms, content: pdf, purpose: 'signing', expectedIin });
    assert.ok(verification.verdict === 'passed');
    assert.ok(Math.abs((verification.verified.timestamp?.genTime.getTime() ?? 0) - decided.getTime()) < 1_000);
  });

  test('OPS-1 PRO-10 every history is whole, and survey and figures are there', async () => {
    const { rows } = await sql<{ id: string }>`select id from applications.application`.execute(world.db);
    for (const { id } of rows) {
      const history = await listHistory(world.db, id);
      assert.ok(history.length > 3);
      assert.equal(historyBreak(id, history), undefined);
    }
    const { rows: answers } = await sql`select * from applications.survey_answer`.execute(world.db);
    assert.ok(answers.length >= 5);
  });

  test('OPS-1 a start after one that was cut off went on, and a further one enters nothing', async () => {
    assert.equal(await again(), undefined);
    // One of them is a draft that waits for a signature.
    assert.equal(await count(sql`true`), stories.length - 1);
  });

  test('OPS-1 an installation whose authority was made without a past is left as it is', async () => {
    await using other = await testDatabase();
    const young = await mkdtemp(join(tmpdir(), 'birtereze-young-'));
    const options = (settings: Record<string, string>) => ({
      config: readConfig({ DATA_DIR: young, ...settings }),
      databaseUrl: other.url,
      clock: systemClock,
    });
    await setUp(options({ DISTRICT: 'no' }));
    await setUp(options({}));
    const people = { password: '', people: [] };
    assert.equal(await enterDistrict(options({}), { world: people, stopped: () => false }), undefined);
    await rm(young, { recursive: true });
  });
});
