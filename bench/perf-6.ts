import type { District } from './district.ts';
import type { Figure } from './figures.ts';
import { quantile, rounded } from './figures.ts';
import type { GrowingBenchmark, Measure } from './growing.ts';
import type { ServerBeside } from './installation.ts';
import { putLoad, requestBytes } from './load.ts';
import { typedWords, writeServices } from './many-services.ts';
import { processorSeconds } from './processor.ts';

const seconds = 4;
const languages = ['kk', 'ru', 'en'] as const;

/** The search as it is asked for while somebody types, and the page. */
const addresses = {
  'answers as one types': '/services/search/suggest',
  'whole page': '/services/search',
} as const;

function requestsTo(path: string): Uint8Array[] {
  return typedWords().map((words, index) =>
    requestBytes({
      method: 'GET',
      path: `${path}?q=${encodeURIComponent(words)}`,
      headers: { cookie: `lang=${languages[index % languages.length]}`, accept: 'text/html' },
    }),
  );
}

/** One question after the other, so that what is measured is the answer and no queue. */
async function measure(
  server: ServerBeside,
  { what, path, total }: { what: string; path: string; total: number },
): Promise<Figure> {
  const load = { port: server.portalPort, connections: 1, requests: requestsTo(path) };
  await putLoad({ ...load, seconds: 1 });
  const before = processorSeconds(server.pid);
  const { latencies } = await putLoad({ ...load, seconds });
  const processor = ((processorSeconds(server.pid) - before) * 1000) / latencies.length;
  const [median, p95] = [quantile(latencies, 0.5), quantile(latencies, 0.95)];
  return {
    id: 'PERF-6',
    what: `search in 2 000 services, three languages, p95: ${what}; ${rounded(total)} applications stored`,
    value: p95,
    unit: 'ms',
    wanted: 'p95 ≤ 5 ms',
    met: p95 <= 5,
    growth: { of: `search in 2 000 services, median: ${what}`, stored: total, milliseconds: median },
    beside: `over HTTP, one connection; median ${rounded(median)} ms, of the server's processor ${rounded(processor)} ms each`,
  };
}

/** A second server program has the big catalogue, so that the others are measured with the services that can be ordered. */
async function prepare(district: District): Promise<Measure> {
  const folder = await writeServices(district.config.DATA_DIR);
  return async (total) => {
    await using server = await district.startBeside({ REGULATIONS_DIR: folder });
    const figures: Figure[] = [];
    for (const [what, path] of Object.entries(addresses)) figures.push(await measure(server, { what, path, total }));
    return figures;
  };
}

export const perf6: GrowingBenchmark = {
  name: 'PERF-6',
  prepare,
  profile:
    'The index is in memory and knows nothing of what is stored. A search takes some 0.1 ms of it: the longest are words with a typing error, for which the whole vocabulary is gone through, and beginnings of few letters, which many words have. The rest is HTTP and the page of up to fifty services.',
};
