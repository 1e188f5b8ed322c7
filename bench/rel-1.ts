import { setTimeout as sleep } from 'node:timers/promises';
import { storedOf, killUnderLoad, openTown } from '../checks/reliability/town.ts';
import { makeApplicants } from './applicants.ts';
import { quantile, rounded } from './figures.ts';
import type { Benchmark, Figure } from './figures.ts';

const kills = 20;

/** The 20 kills of REL-1, with the time that the server was away; the suite makes fewer. */
async function run(say: (line: string) => void): Promise<Figure[]> {
  await using town = await openTown();
  const applicants = await makeApplicants(town.office, 8);
  const away: number[] = [];
  for (let kill = 0; kill < kills; kill++) {
    const killed = await killUnderLoad(town, applicants, 40 + (kill % 10) * 40);
    away.push(killed.away / 1000);
    say(`kill ${kill + 1}: away for ${rounded(killed.away / 1000)} s`);
    for (let waited = 0; (await storedOf(town.world, killed.ids)).some(({ number }) => number === null); waited += 100) {
      if (waited > 120_000) throw new Error('An acknowledged application has no number');
      await sleep(100);
    }
  }
  const longest = quantile(away, 1);
  return [
    {
      id: 'REL-1',
      what: `the server killed ${kills} times under load, nothing lost, nothing twice: longest time away`,
      value: longest,
      unit: 's',
      wanted: 'at most 3 s',
      met: longest <= 3,
      beside: `median ${rounded(quantile(away, 0.5))} s`,
    },
  ];
}

export const rel1: Benchmark = { name: 'REL-1', run, profile: '' };
