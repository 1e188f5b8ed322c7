import { killUnderLoad, openTown } from '../checks/reliability/town.ts';
import { openTraffic } from '../checks/reliability/traffic.ts';
import { makeApplicants } from './applicants.ts';
import { quantile, rounded } from './figures.ts';
import type { Benchmark, Figure } from './figures.ts';

const kills = 20;

/** The 20 kills of REL-1, with the time that the server was away; the suite makes fewer. @throws where something acknowledged is lost or there twice */
async function run(say: (line: string) => void): Promise<Figure[]> {
  await using town = await openTown();
  const applicants = await makeApplicants(town.office, 8);
  const traffic = await openTraffic(town);
  const away: number[] = [];
  for (let kill = 0; kill < kills; kill++) {
    const round = await traffic.prepare(applicants);
    away.push((await killUnderLoad(town, round.presses, 40 + (kill % 10) * 40)) / 1000);
    say(`kill ${kill + 1}: away for ${rounded(away.at(-1) ?? 0)} s`);
    await traffic.holds(round);
  }
  const longest = quantile(away, 1);
  return [
    {
      id: 'REL-1',
      what: `the server killed ${kills} times under load of all channels and desks, nothing lost, nothing twice: longest time away`,
      value: longest,
      unit: 's',
      wanted: 'at most 3 s',
      met: longest <= 3,
      beside: `median ${rounded(quantile(away, 0.5))} s`,
    },
  ];
}

export const rel1: Benchmark = { name: 'REL-1', run, profile: '' };
