// The same escaping serves XML: five characters, as numbers or names that XML knows, but for the quote, which is a number.
import { html as xml } from '#kit/html';
import type { Html } from '#kit/html';
import { texts } from '#text';
import type { Locale } from '#text';
import type { ChannelKind } from '../passport.ts';
import { channelOf } from '../progress.ts';
import type { Regulation } from '../regulation.ts';
import { limitText } from '../wording.ts';
import { flowOf } from './flow.ts';
import type { Flow, FlowEdge, FlowNode } from './flow.ts';
import { layoutOf } from './layout.ts';
import type { Layout, Measures } from './layout.ts';
import { linesOf } from './lines.ts';

/** The name of a pool and of a lane stands upright at its left. */
const nameWidth = 30;
const offset = 2 * nameWidth;
/** A condition's sentence beside its diamond. */
const labelWidth = 150;

/** Usual sizes of BPMN's shapes; boxes are larger than usual, because the regulations' sentences are long. In a file the process runs to the right. */
const measures: Measures = {
  sizeOf: ({ kind }) =>
    kind === 'work' ? { width: 120, length: 210 } : kind === 'condition' ? { width: 50, length: 50 } : { width: 36, length: 36 },
  columnWidth: 280,
  gap: 90,
};

interface Sheet {
  readonly regulation: Regulation;
  readonly locale: Locale;
  readonly flow: Flow;
  readonly layout: Layout;
}

/** What stands inside of a node: the limit as documentation, then the ways in and out, in the order of the schema. */
function contentOf(node: FlowNode, { flow, locale }: Sheet): Html {
  const words = texts(locale).regulations.diagram;
  const limit = node.kind === 'work' && node.step.limit;
  const documentation = limit && xml`<bpmn:documentation>${words.limit}: ${limitText(limit, locale)}</bpmn:documentation>`;
  const incoming = flow.edges.filter(({ to }) => to === node).map(({ id }) => xml`<bpmn:incoming>${id}</bpmn:incoming>`);
  const outgoing = flow.edges.filter(({ from }) => from === node).map(({ id }) => xml`<bpmn:outgoing>${id}</bpmn:outgoing>`);
  return xml`${documentation}${incoming}${outgoing}`;
}

/** What a node is called in the file. */
function nameOf(node: FlowNode, locale: Locale): string {
  const words = texts(locale).regulations.diagram;
  switch (node.kind) {
    case 'start':
      return words.begin;
    case 'work':
      return `${node.step.number}. ${node.step.title[locale]}`;
    case 'condition':
      return `${words.condition(node.condition.number)}: ${node.condition.title[locale]}`;
    case 'end':
      return words.endings[node.ending];
    default:
      return node satisfies never;
  }
}

function elementOf(node: FlowNode, sheet: Sheet): Html {
  const name = nameOf(node, sheet.locale);
  const content = contentOf(node, sheet);
  if (node.kind === 'start') return xml`<bpmn:startEvent id="${node.id}" name="${name}">${content}</bpmn:startEvent>`;
  if (node.kind === 'end') return xml`<bpmn:endEvent id="${node.id}" name="${name}">${content}</bpmn:endEvent>`;
  if (node.kind === 'condition')
    return xml`<bpmn:exclusiveGateway id="${node.id}" name="${name}" gatewayDirection="Diverging">${content}</bpmn:exclusiveGateway>`;
  if (node.step.performer === 'system')
    return xml`<bpmn:serviceTask id="${node.id}" name="${name}">${content}</bpmn:serviceTask>`;
  return xml`<bpmn:userTask id="${node.id}" name="${name}">${content}</bpmn:userTask>`;
}

function sequenceOf({ id, from, to, when }: FlowEdge, locale: Locale): Html {
  const label = when === 'always' ? undefined : texts(locale).regulations.diagram[when];
  const name = label !== undefined && xml` name="${label}"`;
  return xml`<bpmn:sequenceFlow id="${id}"${name} sourceRef="${from.id}" targetRef="${to.id}"/>`;
}

function processOf(sheet: Sheet): Html {
  const { flow, locale } = sheet;
  const lanes = flow.lanes.map(({ title }, lane) => {
    const nodes = flow.nodes
      .filter((node) => node.lane === lane)
      .map(({ id }) => xml`<bpmn:flowNodeRef>${id}</bpmn:flowNodeRef>`);
    return xml`<bpmn:lane id="lane${lane + 1}" name="${title[locale]}">${nodes}</bpmn:lane>`;
  });
  const nodes = flow.nodes.map((node) => elementOf(node, sheet));
  const edges = flow.edges.map((edge) => sequenceOf(edge, locale));
  return xml`<bpmn:process id="process" isExecutable="false"><bpmn:laneSet id="lanes">${lanes}</bpmn:laneSet>${nodes}${edges}</bpmn:process>`;
}

function bounds(x: number, y: number, size: { width: number; height: number }): Html {
  return xml`<dc:Bounds x="${x}" y="${y}" width="${size.width}" height="${size.height}"/>`;
}

function shapeOf(node: FlowNode, { layout, flow, locale }: Sheet): Html {
  const box = layout.boxes.get(node);
  if (!box) throw new Error(`${node.id} is not placed`);
  const [x, y] = [offset + box.along - box.length / 2, box.across - box.width / 2];
  // A condition's sentence stands at the side to which no way leaves the diamond.
  const aside = flow.edges.find(({ from, when }) => from === node && when === 'violation')?.to;
  const goesDown = aside !== undefined && (layout.boxes.get(aside)?.across ?? 0) > box.across;
  const label = { width: labelWidth, height: linesOf(nameOf(node, locale), labelWidth, 11).length * 14 };
  const labelY = goesDown ? y - label.height - 4 : y + box.width + 4;
  const name =
    node.kind === 'condition' &&
    xml`<bpmndi:BPMNLabel>${bounds(x + box.length / 2 - label.width / 2, labelY, label)}</bpmndi:BPMNLabel>`;
  const marker = node.kind === 'condition' && xml` isMarkerVisible="true"`;
  return xml`<bpmndi:BPMNShape id="${node.id}-shape" bpmnElement="${node.id}"${marker}>${bounds(x, y, { width: box.length, height: box.width })}${name}</bpmndi:BPMNShape>`;
}

function diagramOf(sheet: Sheet): Html {
  const { flow, layout } = sheet;
  const pool = bounds(0, 0, { width: offset + layout.length, height: layout.width });
  const lanes = layout.lanes.map(
    ({ from, to }, lane) =>
      xml`<bpmndi:BPMNShape id="lane${lane + 1}-shape" bpmnElement="lane${lane + 1}" isHorizontal="true">${bounds(nameWidth, from, { width: nameWidth + layout.length, height: to - from })}</bpmndi:BPMNShape>`,
  );
  const nodes = flow.nodes.map((node) => shapeOf(node, sheet));
  const edges = Array.from(layout.ways, ([{ id }, points]) => {
    const waypoints = points.map(({ across, along }) => xml`<di:waypoint x="${offset + along}" y="${across}"/>`);
    return xml`<bpmndi:BPMNEdge id="${id}-edge" bpmnElement="${id}">${waypoints}</bpmndi:BPMNEdge>`;
  });
  return xml`<bpmndi:BPMNDiagram id="diagram"><bpmndi:BPMNPlane id="plane" bpmnElement="collaboration"><bpmndi:BPMNShape id="pool-shape" bpmnElement="pool" isHorizontal="true">${pool}</bpmndi:BPMNShape>${lanes}${nodes}${edges}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>`;
}

/**
 * A channel as a file of BPMN 2.0 (OMG formal/2013-12-09) with its layout: one pool whose lanes are the units. Other tools open it (PRO-7).
 *
 * @throws an ordinary error for a channel that the regulation does not have
 */
export function writeBpmn(regulation: Regulation, { channel: kind, locale }: { channel: ChannelKind; locale: Locale }): string {
  const channel = channelOf(regulation, kind);
  const flow = flowOf(regulation, channel);
  const sheet: Sheet = { regulation, locale, flow, layout: layoutOf(flow, measures) };
  const name = `${regulation.passport.shortTitle[locale]}: ${channel.title[locale]}`;
  const document = xml`<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" id="definitions" name="${name}" targetNamespace="urn:birtereze:regulation:${regulation.id}:${regulation.version}" exporter="Birtereze"><bpmn:collaboration id="collaboration"><bpmn:participant id="pool" name="${name}" processRef="process"/></bpmn:collaboration>${processOf(sheet)}${diagramOf(sheet)}</bpmn:definitions>`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${document.toString()}\n`;
}
