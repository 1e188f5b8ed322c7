import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';

const ticks = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** Fields of /proc/<pid>/stat after the name, which may hold blanks and brackets (proc(5): the third is `[0]`). */
function statOf(pid: number): string[] {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

/** Processor time that these processes have used, in seconds: "per core" means per second of it, however busy the machine is. */
export function processorSeconds(...pids: readonly number[]): number {
  const used = pids.map(statOf).map((stat) => Number(stat[11]) + Number(stat[12]));
  return used.reduce((sum, one) => sum + one, 0) / ticks;
}

/** The same of a process, its children that live, and those that it has buried. */
export function processorSecondsOfFamily(pid: number): number {
  const children = readdirSync('/proc').filter((name) => {
    try {
      return /^\d+$/.test(name) && Number(statOf(Number(name))[1]) === pid;
    } catch {
      return false; // it ended meanwhile
    }
  });
  const buried = statOf(pid);
  const own = processorSeconds(pid) + (Number(buried[13]) + Number(buried[14])) / ticks;
  return children.reduce((sum, child) => sum + processorSeconds(Number(child)), own);
}

/** Times per second of processor time that `work` can be done in this thread. */
export async function ratePerCore(seconds: number, work: () => unknown): Promise<number> {
  const end = performance.now() + seconds * 1000;
  const before = process.cpuUsage();
  let times = 0;
  while (performance.now() < end) {
    for (let round = 0; round < 20; round++) await work();
    times += 20;
  }
  const { user, system } = process.cpuUsage(before);
  return (times * 1_000_000) / (user + system);
}
