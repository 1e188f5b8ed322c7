import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { startPostgres } from '#kit/postgres';
import { makeApplicants, makeSignedDrafts, submissionOf } from '../../bench/applicants.ts';
import { openInstallation } from '../../bench/installation.ts';
import { eventually } from '../journeys/world.ts';
import { get, post } from './town.ts';

/** Stops in this suite, of the 5 that REL-2 asks for. */
const stops = 2;

test('REL-2 while the database is stopped at once people are told to come back, never of a defect; afterwards everything acknowledged is there', async () => {
  await using installation = await openInstallation();
  const { config, db, databasePid } = installation;
  const folder = join(config.DATA_DIR, 'postgres');
  const applicants = await makeApplicants(installation, 4);
  let pid = databasePid;
  const portal = `http://127.0.0.1:${config.PORTAL_PORT}`;
  for (let stop = 0; stop < stops; stop++) {
    const drafts = await makeSignedDrafts(installation, applicants, { count: 4, stamped: false });
    const seen = new Set<number>();
    const sending = drafts.map((draft) =>
      eventually('an answer', async () => {
        const { path, headers, body } = submissionOf(draft);
        const answer = await post(portal, path, { cookie: headers['cookie'] ?? '', body });
        seen.add(answer.status);
        if (answer.status === 503) assert.ok(Number(answer.headers.get('retry-after')) > 0, 'when to come back');
        return answer.status === 303 ? true : undefined;
      }),
    );
    await sleep(30);
    process.kill(pid, 'SIGQUIT'); // what `pg_ctl stop -m immediate` sends
    const page = await eventually('a page without a database', async () => {
      const answer = await get(portal, '/applications', { cookie: applicants[0]?.cookie ?? '' });
      return answer.status === 200 ? undefined : answer;
    });
    assert.equal(page.status, 503);
    assert.ok(Number(page.headers.get('retry-after')) > 0);
    await eventually('the end of the database', async () =>
      sql`select 1`.execute(db).then(
        () => undefined,
        () => true,
      ),
    );
    await startPostgres({ folder });
    pid = Number((await readFile(join(folder, 'postmaster.pid'), 'utf8')).split('\n')[0]);
    await Promise.all(sending);
    assert.deepEqual(
      [...seen].filter((status) => status !== 303 && status !== 503),
      [],
    );
    await eventually('numbers', async () => {
      const { rows } = await sql<{ count: number }>`select count(distinct number) as count from applications.application
        where id = any(${drafts.map(({ id }) => id)}::uuid[])`.execute(db);
      return rows[0]?.count === drafts.length ? true : undefined;
    });
  }
});
