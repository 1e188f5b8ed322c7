import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { BpmnModdle } from 'bpmn-moddle';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { locales } from '#text';
import { loadRegulations } from '../../adapters/folder.ts';
import type { Channel } from '../process.ts';
import { channelOf } from '../progress.ts';
import type { ProcessState } from '../progress.ts';
import type { Regulation } from '../regulation.ts';
import { drawProcess } from './draw-svg.ts';
import { flowOf } from './flow.ts';
import { layoutOf } from './layout.ts';
import type { Box, Point } from './layout.ts';
import { linesOf } from './lines.ts';
import { narrateProcess } from './narration.ts';
import { writeBpmn } from './write-bpmn.ts';

const { services } = loadRegulations(join(import.meta.dirname, '../../../../../regulations'));
const channels = services.flatMap(({ regulation }) =>
  (regulation?.process.channels ?? []).map((channel) => ({ regulation: regulation as Regulation, channel })),
);

const measures = {
  sizeOf: () => ({ width: 100, length: 60 }),
  columnWidth: 140,
  gap: 50,
};

/** Whether a straight piece of a way runs through a box, its edge not counted. */
function crosses([from, to]: readonly [Point, Point], box: Box): boolean {
  const low = { across: Math.min(from.across, to.across), along: Math.min(from.along, to.along) };
  const high = { across: Math.max(from.across, to.across), along: Math.max(from.along, to.along) };
  const inside = (start: number, end: number, middle: number, size: number) =>
    end > middle - size / 2 + 0.5 && start < middle + size / 2 - 0.5;
  return inside(low.across, high.across, box.across, box.width) && inside(low.along, high.along, box.along, box.length);
}

function layoutFaults(regulation: Regulation, channel: Channel): string[] {
  const flow = flowOf(regulation, channel);
  const { boxes, ways, lanes } = layoutOf(flow, measures);
  const placed = [...boxes];
  const overlapping = placed.flatMap(([node, box], index) =>
    placed
      .slice(index + 1)
      .filter(([, other]) => Math.abs(box.across - other.across) < 100 && Math.abs(box.along - other.along) < 60)
      .map(([other]) => `${node.id} lies on ${other.id}`),
  );
  const strays = placed
    .filter(([node, { across }]) => across < (lanes[node.lane]?.from ?? 0) || across > (lanes[node.lane]?.to ?? 0))
    .map(([node]) => `${node.id} is not in its lane`);
  const through = [...ways].flatMap(([edge, points]) =>
    points.slice(1).flatMap((point, index) => {
      const piece = [points[index] ?? point, point] as const;
      return placed.filter(([, box]) => crosses(piece, box)).map(([node]) => `${edge.id} runs through ${node.id}`);
    }),
  );
  return [...overlapping, ...strays, ...through];
}

describe('PRO-7 the layout of each channel', () => {
  for (const { regulation, channel } of channels) {
    test(`PRO-7 ${regulation.id} ${channel.kind}: each node in its lane, none on another, no way through a node`, () => {
      assert.deepEqual(layoutFaults(regulation, channel), []);
    });
  }

  test('PRO-7 a way back is drawn around what stands between', () => {
    const [first] = channels;
    assert.ok(first);
    const steps = first.channel.steps.map((step) =>
      step.number === 6 && step.condition ? { ...step, condition: { ...step.condition, violation: 1 } } : step,
    );
    assert.deepEqual(layoutFaults(first.regulation, { ...first.channel, steps }), []);
  });
});

interface Element {
  readonly $type: string;
  readonly id: string;
  readonly [name: string]: unknown;
}

/** What a public library reads of a file: its elements, those of the drawing by what they draw. */
async function readBpmn(xml: string) {
  const { rootElement, warnings } = await new BpmnModdle().fromXML(xml);
  const root = rootElement as { rootElements: Element[]; diagrams: { plane: { planeElement: Element[] } }[] };
  const process = root.rootElements.find(({ $type }) => $type === 'bpmn:Process');
  const elements = (process?.['flowElements'] ?? []) as Element[];
  const drawn = root.diagrams.flatMap(({ plane }) => plane.planeElement);
  const [laneSet] = (process?.['laneSets'] ?? []) as { lanes: (Element & { flowNodeRef: Element[] })[] }[];
  return { warnings, elements, drawn, lanes: laneSet?.lanes ?? [] };
}

describe('PRO-7 BPMN 2.0 of each channel', () => {
  for (const { regulation, channel } of channels) {
    for (const locale of locales) {
      test(`PRO-7 ${regulation.id} ${channel.kind} ${locale} is read by a public library without warnings, and drawn whole`, async () => {
        const { warnings, elements, drawn, lanes } = await readBpmn(writeBpmn(regulation, { channel: channel.kind, locale }));
        assert.deepEqual(warnings, []);
        const flows = elements.filter(({ $type }) => $type === 'bpmn:SequenceFlow');
        const nodes = elements.filter(({ $type }) => $type !== 'bpmn:SequenceFlow');
        const ids = [...elements, ...drawn, ...lanes].map(({ id }) => id);
        assert.equal(new Set(ids).size, ids.length, 'an id stands once');
        for (const node of nodes) {
          const named = (direction: string) => ((node[direction] ?? []) as Element[]).map(({ id }) => id).toSorted();
          const meeting = (end: string) =>
            flows
              .filter((flow) => flow[end] === node)
              .map(({ id }) => id)
              .toSorted();
          assert.deepEqual([named('incoming'), named('outgoing')], [meeting('targetRef'), meeting('sourceRef')], node.id);
        }
        const shown = (type: string) => drawn.filter(({ $type }) => $type === type).map(({ bpmnElement }) => bpmnElement);
        for (const node of nodes) assert.ok(shown('bpmndi:BPMNShape').includes(node), `${node.id} has a shape`);
        for (const flow of flows) assert.ok(shown('bpmndi:BPMNEdge').includes(flow), `${flow.id} has an edge`);
        for (const lane of lanes) assert.ok(shown('bpmndi:BPMNShape').includes(lane), `${lane.id} has a shape`);
        const laid = lanes.flatMap(({ flowNodeRef }) => flowNodeRef);
        assert.deepEqual(new Set(laid), new Set(nodes), 'each node lies in one lane');
        const tasks = nodes.filter(({ $type }) => $type.endsWith('Task'));
        assert.equal(tasks.length, channel.steps.length);
      });
    }
  }

  test('PRO-7 what the library warns of is found', async () => {
    const [first] = channels;
    assert.ok(first);
    const xml = writeBpmn(first.regulation, { channel: first.channel.kind, locale: 'kk' });
    const { warnings } = await readBpmn(xml.replace('targetRef="step2"', 'targetRef="step99"'));
    assert.ok(warnings.length > 0);
  });
});

/** Texts of a picture that reach beyond what they stand in: their box, their lane, the picture. */
function overflowing(): string[] {
  const rectOf = (element: Element) => (element as unknown as HTMLElement).getBoundingClientRect();
  const all = (selector: string) => [...document.querySelectorAll(selector)] as unknown as Element[];
  const whole = rectOf(all('svg')[0] as Element);
  const boxes = all('.box').map(rectOf);
  const texts = all('text').map((element) => ({
    text: String(element['textContent']),
    rect: rectOf(element),
    kind: (element as unknown as HTMLElement).getAttribute('class') ?? '',
  }));
  const inBoxes = new Set(['title', 'question', 'number']);
  return texts
    .filter(({ rect, kind }) => {
      const beyond = rect.left < whole.left || rect.right > whole.right || rect.bottom > whole.bottom;
      const held = boxes.some(
        (box) => rect.left >= box.left && rect.right <= box.right && rect.top >= box.top && rect.bottom <= box.bottom,
      );
      return beyond || (inBoxes.has(kind) && !held);
    })
    .map(({ text }) => text);
}

describe('PRO-7 the picture of each channel', () => {
  let browser: Browser;
  before(async () => {
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  });
  after(() => browser.close());

  test('PRO-7 every text of every picture stays in its box, in all three languages', async () => {
    const page = await browser.newPage();
    for (const { regulation, channel } of channels) {
      for (const locale of locales) {
        const svg = drawProcess(regulation, { channel: channel.kind, locale }).toString();
        await page.setContent(svg);
        assert.deepEqual(await page.evaluate(overflowing), [], `${regulation.id} ${channel.kind} ${locale}`);
      }
    }
    await page.close();
  });
});

describe('PRO-7 a picture says what it shows', () => {
  const { regulation, channel } = channels[0] ?? assert.fail('there is no channel');

  test('PRO-7 A11Y-1 a picture has a title, and tells its steps in order as sentences', () => {
    const svg = drawProcess(regulation, { channel: channel.kind, locale: 'ru' }).toString();
    assert.match(svg, /role="img" aria-labelledby="title desc"/);
    assert.match(svg, /<title id="title">[^<]+<\/title>/);
    const [, told = ''] = /<desc id="desc">([^<]*)<\/desc>/.exec(svg) ?? [];
    assert.deepEqual(
      told.split('\n').map((line) => Number.parseInt(line, 10)),
      channel.steps.map(({ number }) => number),
    );
    assert.match(told, /6\. АРМ РШЭП: .*\(1 минута\)\. Условие 3: .*При нарушениях – шаг 7, без нарушений – шаг 8\./);
  });

  test('PRO-7 the place where an application stands is marked in the picture and in the list, once', () => {
    const at = new Date('2026-11-23T10:00:00+05:00');
    const standing = { channel: channel.kind, since: at };
    const states: ProcessState[] = [
      { ...standing, step: 6, stage: 'work' },
      { ...standing, step: 6, stage: 'condition' },
      { ...standing, step: 8, stage: 'ended', ending: 'provided' },
    ];
    for (const state of states) {
      const svg = drawProcess(regulation, { channel: channel.kind, locale: 'kk', state }).toString();
      const [, marked = ''] = /<g class="here">(.*?)<\/g>/.exec(svg) ?? [];
      assert.match(marked, { work: /class="box"/, condition: /class="condition"/, ended: /class="end"/ }[state.stage]);
      assert.equal(svg.match(/class="mark"/g)?.length, 1);
      const here = narrateProcess(regulation, channel, { locale: 'kk', state }).filter((step) => step.here);
      assert.deepEqual(
        here.map(({ number }) => number),
        [state.step],
      );
      assert.match(here[0]?.text ?? '', /^Қазір осында\. /);
    }
    assert.doesNotMatch(drawProcess(regulation, { channel: channel.kind, locale: 'kk' }).toString(), /class="mark"/);
  });

  test('PRO-7 long texts are broken between words, and a word only where it is longer than the line', () => {
    const { title } = channelOf(regulation, 'portal').steps[0] ?? assert.fail('there is no step');
    const lines = linesOf(title.kk, 120, 13);
    assert.equal(lines.join(' '), title.kk);
    assert.ok(lines.length > 1);
    assert.ok(linesOf('тіркелмегендіктен', 60, 13).every((line) => line.length < 9));
  });
});
