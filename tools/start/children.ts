import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** A program that the start keeps running. */
export interface Program {
  readonly name: string;
  /** Resolves when it says that it is ready; rejects when it ends before. */
  readonly ready: Promise<void>;
  /** Asks it to end, and makes it end after a time. */
  stop(): Promise<void>;
}

export interface ProgramOptions {
  readonly name: string;
  readonly file: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Starts it again when it dies, as a service manager would. */
  readonly keep: boolean;
  /** It is launched with `--wait` and begins its work when it is told this. */
  readonly word?: Promise<object>;
}

const graceful = 15_000;
const restartAfter = 300;

function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((done) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), graceful);
    child.once('exit', () => {
      clearTimeout(timer);
      done();
    });
    child.kill('SIGTERM');
  });
}

async function tell(child: ChildProcess, word: Promise<object> | undefined): Promise<void> {
  // Where there is nothing to tell, the start ends, and this program with it.
  const told = await word?.catch(() => undefined);
  if (told !== undefined && child.connected) child.send(told);
}

/** Starts a program of this product as a process of its own. */
export function startProgram({ name, file, environment, keep, word }: ProgramOptions): Program {
  let stopping = false;
  let child: ChildProcess;
  const { promise: ready, resolve: isReady, reject } = Promise.withResolvers<void>();
  // Whoever waits for it hears of it; nobody may be waiting yet.
  ready.catch(() => undefined);
  const launch = (): void => {
    // The end may come while a program waits to be started again.
    if (stopping) return;
    // A group of its own: Ctrl-C reaches the start alone, which ends everything in order.
    const launched = fork(resolve(root, file), word === undefined ? [] : ['--wait'], {
      env: environment,
      cwd: root,
      detached: true,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    child = launched;
    void tell(launched, word);
    child.once('message', () => isReady());
    child.once('exit', (code, signal) => {
      if (stopping) return;
      reject(new Error(`${name} ended (${signal ?? code})`));
      if (!keep) return;
      process.stderr.write(`${name} ended (${signal ?? code}) and is started again\n`);
      setTimeout(launch, restartAfter);
    });
  };
  launch();
  return {
    name,
    ready,
    stop() {
      stopping = true;
      return stopped(child);
    },
  };
}
