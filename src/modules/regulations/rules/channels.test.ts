import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { loadRegulations } from '../adapters/folder.ts';
import { formatLimit } from './limit.ts';
import { advance, channelOf, pathToResult, start } from './progress.ts';
import type { Outcome } from './progress.ts';
import type { Channel } from './process.ts';
import type { Regulation } from './regulation.ts';

const { services } = loadRegulations(join(import.meta.dirname, '../../../../regulations'));
const regulations = services.flatMap(({ regulation }) => regulation ?? []);
const at = new Date('2026-11-23T10:00:00+05:00');

/** The tables of the annexes as PRO-5 reads them: limits by step, and where the steps with a condition lead. */
const tables: Readonly<Record<string, readonly [limits: string, branches: string]>> = {
  'rg-1 portal': ['30s-60s 30s 90s 90s 30s-60s 60s 30s 10m', '1→2/3 3→4/5 6→7/8'],
  'rg-1 provider': ['10s-15s 10s 90s 10s-15s 10s-15s 90s 90s 10m', '3→4/5 6→7/8'],
  'rg-1 centre': ['30s-60s 30s 90s 90s 30s-60s 60s 60s 30s-60s 3wd', '3→4/5 7→8/9'],
  'rg-2 provider': ['10s-15s 10s 90s 10s-15s 10s-15s 30s-60s - 10wd', '3→4/5 6→7/8'],
  'rg-2 portal': ['30s-60s 30s 90s 90s 30s-60s 30s-60s - 10wd', '1→2/3 3→4/5 6→7/8'],
  // The seed leads step 6 to 8 and 9, of a table that ends with 8 (docs/divergences.md).
  'rg-3 provider': ['10s-15s 10s 90s 10s-15s 10s-15s 90s 90s 3wd', '3→4/5 6→7/8'],
  'rg-3 centre': ['30s-60s 30s 90s 90s 30s-60s 60s 60s 30s-60s 3wd', '3→4/5 7→8/9'],
  'rg-3 portal': ['30s-60s 30s 90s 90s 30s-60s 60s 30s 3wd', '1→2/3 3→4/5 6→7/8'],
  'rg-4 centre': ['60s 30s 90s 90s 60s 60s 60s - 5wd', '3→4/5 7→8/9'],
  'rg-4 portal': ['60s 30s 90s 90s 60s 60s - 5wd', '1→2/3 3→4/5 6→7/8'],
  'rg-5 centre': ['60s 30s 90s 90s 60s 60s 60s - 5wd', '3→4/5 7→8/9'],
  'rg-5 portal': ['60s 30s 90s 90s 60s 60s - 5wd', '1→2/3 3→4/5 6→7/8'],
  'rg-6 centre': ['60s 30s 90s 90s 60s 60s 60s - 5wd', '3→4/5 7→8/9'],
  'rg-6 portal': ['60s 30s 90s 90s 60s 60s - 5wd', '1→2/3 3→4/5 6→7/8'],
  'rg-7 provider': ['10s-15s 10s 90s 10s-15s 10s-15s 90s 90s 30cd', '3→4/5 6→7/8'],
  'rg-7 centre': ['30s-60s 30s 90s 90s 30s-60s 60s 60s 30s-60s 30cd', '3→4/5 7→8/9'],
  'rg-7 portal': ['30s-60s 30s 90s 90s 30s-60s 60s 30s 30cd', '1→2/3 3→4/5 6→7/8'],
};

function tableOf({ steps }: Channel): [limits: string, branches: string] {
  const limits = steps.map(({ limit }) => (limit === undefined ? '-' : formatLimit(limit)));
  const branches = steps.flatMap(({ number, condition }) =>
    condition ? [`${number}→${condition.violation}/${condition.ok}`] : [],
  );
  return [limits.join(' '), branches.join(' ')];
}

describe('PRO-5 each channel has the limits and branches of its table', () => {
  for (const regulation of regulations) {
    for (const channel of regulation.process.channels) {
      test(`${regulation.id} ${channel.kind}`, () => {
        assert.deepEqual(tableOf(channel), tables[`${regulation.id} ${channel.kind}`]);
      });
    }
    test(`${regulation.id} has all channels that its passport offers`, () => {
      const kinds = regulation.process.channels.map(({ kind }) => kind);
      assert.deepEqual(kinds.toSorted(), regulation.passport.channels.map(({ kind }) => kind).toSorted());
    });
  }
});

/** Runs a channel and tells the steps that were begun, and how it ended. */
function run(regulation: Regulation, kind: Channel['kind'], outcomes: readonly Outcome[]) {
  let { state, events } = start(regulation, kind, { at });
  const begun = [...events];
  for (const outcome of outcomes) {
    ({ state, events } = advance(regulation, state, { outcome, at }));
    begun.push(...events);
  }
  const steps = begun.flatMap((event) => (event.kind === 'stepBegun' ? [event.step] : []));
  return { steps, ending: state.stage === 'ended' ? state.ending : undefined };
}

/** Steps 1 and 2 are done and the registries were asked. */
const asked: Outcome[] = ['done', 'done', 'done'];

for (const regulation of regulations) {
  const kinds = regulation.process.channels.map(({ kind }) => kind);
  if (kinds.includes('provider'))
    test(`PRO-3 the provider channel of ${regulation.id} runs to the result, to the refusal, or to the message that there are no data`, () => {
      assert.deepEqual(run(regulation, 'provider', [...asked, 'violation', 'done']), { steps: [1, 2, 3, 4], ending: 'stopped' });
      const registered: Outcome[] = [...asked, 'ok', 'done', 'done'];
      const [refused, provided] = [{ ending: 'refused' }, { ending: 'provided' }];
      const end = (outcome: Outcome) => run(regulation, 'provider', [...registered, outcome, 'done']);
      assert.deepEqual(end('violation'), { steps: [1, 2, 3, 5, 6, 7], ...refused });
      assert.deepEqual(end('ok'), { steps: [1, 2, 3, 5, 6, 8], ...provided });
    });
  if (kinds.includes('centre'))
    test(`PRO-4 the centre channel of ${regulation.id} runs over the provider's workplace to the result, or to each refusal`, () => {
      assert.deepEqual(run(regulation, 'centre', [...asked, 'violation', 'done']), { steps: [1, 2, 3, 4], ending: 'stopped' });
      const registered: Outcome[] = [...asked, 'ok', 'done', 'done', 'done'];
      const end = (outcome: Outcome) => run(regulation, 'centre', [...registered, outcome, 'done']);
      assert.deepEqual(end('violation'), { steps: [1, 2, 3, 5, 6, 7, 8], ending: 'refused' });
      assert.deepEqual(end('ok'), { steps: [1, 2, 3, 5, 6, 7, 9], ending: 'provided' });
      const path = pathToResult(channelOf(regulation, 'centre'));
      assert.deepEqual(
        path.map(({ number }) => number),
        [1, 2, 3, 5, 6, 7, 9],
      );
    });
}
