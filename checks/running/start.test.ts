import { strict as assert } from 'node:assert';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { freePorts } from '../free-ports.ts';
import type { Ports } from '../free-ports.ts';
import { root } from '../house/tree.ts';

/** What the Makefile's target runs, in a data folder and on ports of its own. */
class Start implements AsyncDisposable {
  readonly #process: ChildProcess;
  said = '';

  constructor(environment: Readonly<Record<string, string>>) {
    this.#process = spawn(process.execPath, ['tools/start/start.ts'], {
      cwd: root,
      env: { PATH: '/usr/local/bin:/usr/bin:/bin', LOG_LEVEL: 'warn', ...environment },
    });
    for (const stream of [this.#process.stdout, this.#process.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.said += text;
      });
  }

  /** Resolves when it has said `words`; fails when it ends before. */
  async says(words: string): Promise<void> {
    while (!this.said.includes(words)) {
      if (this.#process.exitCode !== null) throw new Error(`It ended before it said «${words}»:\n${this.said}`);
      await Promise.race([once(this.#process.stdout ?? this.#process, 'data'), once(this.#process, 'exit')]);
    }
  }

  async ends(): Promise<number | null> {
    if (this.#process.exitCode === null) await once(this.#process, 'exit');
    return this.#process.exitCode;
  }

  /** Ctrl-C. */
  interrupt(): void {
    this.#process.kill('SIGINT');
  }

  /** A test that failed leaves nothing running. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.interrupt();
    await this.ends();
  }
}

const passwordIn = (said: string): string => /password of all accounts and key files: (\S+)\)/.exec(said)?.[1] ?? '';

describe('the start', () => {
  let folder: string;
  let environment: Ports & { DATA_DIR: string; DISTRICT: string };
  let password: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'birtereze-start-'));
    environment = { ...(await freePorts()), DATA_DIR: folder, DISTRICT: 'no' };
  });
  after(() => rm(folder, { recursive: true, force: true }));

  test('OPS-1 one command sets everything up, and says where things are, who can be played and what to try', async () => {
    await using start = new Start(environment);
    await start.says('Ctrl-C stops everything.');
    for (const name of ['PORTAL_PORT', 'WORKPLACE_PORT', 'PKI_PORT', 'MAIL_PORT', 'AGENT_PORT'] as const)
      assert.match(start.said, new RegExp(`:${environment[name]}\\b`), name);
    password = passwordIn(start.said);
    assert.notEqual(password, '');
    for (const name of ['PORTAL_PORT', 'WORKPLACE_PORT', 'MAIL_PORT'] as const) {
      const answer = await fetch(`http://127.0.0.1:${environment[name]}/`, { headers: { accept: 'text/html' } });
      assert.equal(answer.status, 200, name);
    }
    assert.ok((await readdir(join(folder, 'keys/aigerim'))).length >= 2, 'key files of a person');
    start.interrupt();
    assert.equal(await start.ends(), 0);
    assert.ok(!existsSync(join(folder, 'postgres/postmaster.pid')), 'the database was stopped, not left');
  });

  test('OPS-1 a second start keeps the data', async () => {
    await using start = new Start(environment);
    await start.says('Ctrl-C stops everything.');
    assert.equal(passwordIn(start.said), password);
    start.interrupt();
    assert.equal(await start.ends(), 0);
  });

  test('OPS-1 a port that is taken is named, with what to do, and nothing is started', async () => {
    const other = createServer().listen(Number(environment.MAIL_PORT), '127.0.0.1');
    await once(other, 'listening');
    await using start = new Start(environment);
    const code = await start.ends();
    other.close();
    assert.equal(code, 1);
    assert.match(start.said, new RegExp(`Port ${environment.MAIL_PORT} \\(MAIL_PORT\\) is taken`));
    assert.doesNotMatch(start.said, /\n\s+at /, 'plain words, no trace');
    assert.ok(!existsSync(join(folder, 'postgres/postmaster.pid')));
  });

  test('OPS-2 a setting that cannot be read is said before anything starts', async () => {
    await using start = new Start({ ...environment, PORTAL_PORT: 'eighty' });
    assert.equal(await start.ends(), 1);
    assert.match(start.said, /PORTAL_PORT=eighty/);
    assert.doesNotMatch(start.said, /\n\s+at /);
  });
});
