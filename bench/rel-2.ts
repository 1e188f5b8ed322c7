import { setTimeout as sleep } from 'node:timers/promises';
import { get, openTown, underLoad } from '../checks/reliability/town.ts';
import type { Town } from '../checks/reliability/town.ts';
import { openTraffic } from '../checks/reliability/traffic.ts';
import { makeApplicants } from './applicants.ts';
import type { Applicant } from './applicants.ts';
import { quantile, rounded } from './figures.ts';
import type { Benchmark, Figure } from './figures.ts';

const stops = 5;

/** Seconds from when the database is there again to the first page out of it. */
async function untilBack({ world }: Town, { cookie }: Applicant): Promise<number> {
  const begun = performance.now();
  while ((await get(world.portal, '/applications', { cookie })).status !== 200) await sleep(20);
  return (performance.now() - begun) / 1000;
}

/** The 5 stops of REL-2; the suite makes fewer. @throws where something acknowledged is lost or there twice, or an answer is another than 303 or 503 */
async function run(say: (line: string) => void): Promise<Figure[]> {
  await using town = await openTown();
  const applicants = await makeApplicants(town.office, 8);
  const traffic = await openTraffic(town);
  const [looking] = applicants;
  if (looking === undefined) throw new Error('Nobody looks');
  const back: number[] = [];
  for (let stop = 0; stop < stops; stop++) {
    const round = await traffic.prepare(applicants);
    const { statuses } = await underLoad(round.presses, 30 + stop * 40, async () => {
      await town.stopDatabase();
      await town.startDatabase();
      back.push(await untilBack(town, looking));
    });
    const others = [...statuses].filter((status) => status !== 303 && status !== 503);
    if (others.length > 0) throw new Error(`Answers: ${others.join(', ')}`);
    say(`stop ${stop + 1}: back after ${rounded(back.at(-1) ?? 0)} s`);
    await traffic.holds(round);
  }
  const longest = quantile(back, 1);
  return [
    {
      id: 'REL-2',
      what: `the database stopped at once ${stops} times under load of all channels and desks, nothing lost, nothing twice, 503 meanwhile: longest time from when it is there to the first page`,
      value: longest,
      unit: 's',
      wanted: 'at most 5 s',
      met: longest <= 5,
      beside: `median ${rounded(quantile(back, 0.5))} s`,
    },
  ];
}

export const rel2: Benchmark = { name: 'REL-2', run, profile: '' };
