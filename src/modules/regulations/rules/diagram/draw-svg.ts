import { html as xml } from '#kit/html';
import type { Html } from '#kit/html';
import { texts } from '#text';
import type { Locale } from '#text';
import { channelOf } from '../progress.ts';
import type { ProcessState } from '../progress.ts';
import type { ChannelKind } from '../passport.ts';
import type { Regulation } from '../regulation.ts';
import { limitText } from '../wording.ts';
import { flowOf } from './flow.ts';
import type { Flow, FlowEdge, FlowNode } from './flow.ts';
import { layoutOf } from './layout.ts';
import type { Box, Layout, Point } from './layout.ts';
import { linesOf } from './lines.ts';
import { narrateProcess } from './narration.ts';

/** What is drawn: a channel in one language, and where an application stands in it. */
export interface DiagramWish {
  readonly channel: ChannelKind;
  readonly locale: Locale;
  readonly state?: ProcessState | undefined;
}

/** In CSS pixels. */
const column = 260;
const boxWidth = 228;
const textWidth = 206;
const letter = 13;
const small = 12;
const line = 17;
const padding = 11;
const diamond = 44;
const ring = 22;
const gap = 46;
const margin = 1;

interface BoxText {
  readonly head: string;
  readonly title: readonly string[];
  readonly question: readonly string[];
}

function textOf(node: FlowNode & { kind: 'work' }, locale: Locale): BoxText {
  const words = texts(locale).regulations.diagram;
  const { step } = node;
  const limit = step.limit ? ` · ${limitText(step.limit, locale)}` : '';
  const { condition } = step;
  const question = condition ? `${words.condition(condition.number)}: ${condition.title[locale]}` : '';
  return {
    head: `${step.number}${limit}`,
    title: linesOf(step.title[locale], textWidth, letter),
    question: condition ? linesOf(question, textWidth, small) : [],
  };
}

function sizeOf(node: FlowNode, locale: Locale): { width: number; length: number } {
  if (node.kind === 'condition') return { width: diamond, length: diamond };
  if (node.kind !== 'work') return { width: ring, length: ring };
  const { title, question } = textOf(node, locale);
  const rows = 1 + title.length + question.length;
  return { width: boxWidth, length: rows * line + 2 * padding + (question.length > 0 ? padding : 0) };
}

interface Drawing {
  readonly flow: Flow;
  readonly layout: Layout;
  readonly heads: readonly (readonly string[])[];
  /** Height of the lanes' names. */
  readonly headLength: number;
}

function drawingOf(regulation: Regulation, { channel, locale }: DiagramWish): Drawing {
  const flow = flowOf(regulation, channelOf(regulation, channel));
  const layout = layoutOf(flow, { sizeOf: (node) => sizeOf(node, locale), columnWidth: column, gap });
  const heads = flow.lanes.map(({ title }, lane) => {
    const { from, to } = layout.lanes[lane] ?? { from: 0, to: 0 };
    return linesOf(title[locale], to - from - 2 * padding, letter);
  });
  return { flow, layout, heads, headLength: Math.max(1, ...heads.map(({ length }) => length)) * line + 2 * padding };
}

/** How large a diagram is, in CSS pixels: a page keeps the room free until it is there. */
export function diagramSize(regulation: Regulation, wish: DiagramWish): { width: number; height: number } {
  const { layout, headLength } = drawingOf(regulation, wish);
  return { width: layout.width + 2 * margin, height: layout.length + headLength + 2 * margin };
}

function textLines(lines: readonly string[], at: { x: number; y: number; kind: string }): Html {
  const spans = lines.map((text, index) => xml`<tspan x="${at.x}" y="${at.y + index * line}">${text}</tspan>`);
  return xml`<text class="${at.kind}">${spans}</text>`;
}

function lanesOf({ layout, heads, headLength }: Drawing): Html {
  const lanes = layout.lanes.map(({ from, to }, lane) => {
    const name = textLines(heads[lane] ?? [], { x: (from + to) / 2, y: padding + letter, kind: 'lane' });
    const shade = lane % 2 === 0 ? 'even' : 'odd';
    return xml`<rect class="${shade}" x="${from}" y="0" width="${to - from}" height="${layout.length + headLength}"/><rect class="head" x="${from}" y="0" width="${to - from}" height="${headLength}"/>${name}`;
  });
  return xml`<g>${lanes}</g>`;
}

function wayOf(edge: FlowEdge, points: readonly Point[], locale: Locale): Html {
  const path = points.map(({ across, along }, index) => `${index === 0 ? 'M' : 'L'}${across} ${along}`).join('');
  const arrow = xml`<path class="way ${edge.when}" d="${path}" marker-end="url(#arrow)"/>`;
  const [first, second] = points;
  if (edge.when === 'always' || !first || !second) return arrow;
  const label = texts(locale).regulations.diagram[edge.when];
  // Down and to the left is the one outcome, sideways the other: their words never meet.
  const isDown = first.across === second.across;
  const left = isDown || second.across < first.across;
  const [x, y] = [first.across + (left ? -7 : 7), first.along + (isDown ? letter + 3 : -7)];
  return xml`${arrow}<text class="label ${left ? 'left' : 'right'}" x="${x}" y="${y}">${label}</text>`;
}

/** The mark of where an application stands: at the box's upper corner, left of a diamond, under a ring. */
function hereMark(node: FlowNode, box: Box, locale: Locale): Html {
  const { here } = texts(locale).regulations.diagram;
  const width = 7.4 * here.length + 12;
  const places = {
    start: { x: box.across, y: box.along },
    work: { x: box.across - box.width / 2 + 8, y: box.along - box.length / 2 - 5 },
    condition: { x: box.across - diamond / 2 - 3 - width, y: box.along },
    end: { x: box.across - ring / 2, y: box.along + ring + 4 },
  } as const;
  const { x, y } = places[node.kind];
  return xml`<rect class="mark" x="${x}" y="${y - 11}" width="${width}" height="22" rx="11"/><text class="marked" x="${x + width / 2}" y="${y + 4}">${here}</text>`;
}

function workOf(node: FlowNode & { kind: 'work' }, box: Box, locale: Locale): Html {
  const { head, title, question } = textOf(node, locale);
  const [x, y] = [box.across - box.width / 2, box.along - box.length / 2];
  const left = x + padding;
  const below = y + padding + letter + line * (1 + title.length);
  const asked =
    question.length > 0 &&
    xml`<path class="rule" d="M${x} ${below - 6}h${box.width}"/>${textLines(question, { x: left, y: below + padding, kind: 'question' })}`;
  return xml`<rect class="box" x="${x}" y="${y}" width="${box.width}" height="${box.length}" rx="8"/>${textLines([head], { x: left, y: y + padding + letter - 1, kind: 'number' })}${textLines(title, { x: left, y: y + padding + letter + line, kind: 'title' })}${asked}`;
}

function shapeOf(node: FlowNode, box: Box, locale: Locale): Html {
  const { across: x, along: y } = box;
  if (node.kind === 'work') return workOf(node, box, locale);
  if (node.kind === 'start') return xml`<circle class="start" cx="${x}" cy="${y}" r="${ring / 2}"/>`;
  if (node.kind === 'condition') {
    const half = diamond / 2;
    const points = `${x},${y - half} ${x + half},${y} ${x},${y + half} ${x - half},${y}`;
    return xml`<polygon class="condition" points="${points}"/><text class="middle" x="${x}" y="${y + 5}">${node.condition.number}</text>`;
  }
  const words = linesOf(texts(locale).regulations.diagram.endings[node.ending], column / 2 - ring / 2 - 8, small);
  return xml`<circle class="end" cx="${x}" cy="${y}" r="${ring / 2 - 2}"/>${textLines(words, { x: x + ring / 2 + 5, y: y + 4 - ((words.length - 1) * line) / 2, kind: 'ending' })}`;
}

const stages = { work: 'work', condition: 'condition', ended: 'end' } as const;

function isHere(node: FlowNode, state: ProcessState | undefined): boolean {
  return state !== undefined && node.kind === stages[state.stage] && node.step.number === state.step;
}

function nodeOf(node: FlowNode, box: Box, { locale, state }: DiagramWish): Html {
  const shape = shapeOf(node, box, locale);
  if (!isHere(node, state)) return xml`<g>${shape}</g>`;
  return xml`<g class="here">${shape}${hereMark(node, box, locale)}</g>`;
}

/** One sheet for all diagrams; in the dark for screens only, because paper is white (design of the pages: theme.css). */
const style = xml`<style>text{font:13px "Golos Text","Noto Sans","Segoe UI",Roboto,"DejaVu Sans",sans-serif;fill:#16242b}.lane,.number{font-weight:600}.lane,.middle,.marked{text-anchor:middle}.left{text-anchor:end}.question,.label,.ending{font-size:12px}.question,.label,.ending{fill:#4b5f68}.even{fill:#fff}.odd{fill:#f2f7f9}.head{fill:#e4f2f6;stroke:#cbd6db}.even,.odd{stroke:#cbd6db}.box{fill:#fff;stroke:#6b7f89}.rule{stroke:#6b7f89;stroke-dasharray:3 3;fill:none}.condition{fill:#fff6dd;stroke:#a87a0c;stroke-width:1.5}.start{fill:#00657f}.end{fill:#fff;stroke:#16242b;stroke-width:4}.way{fill:none;stroke:#4b5f68;stroke-width:1.5}.violation{stroke-dasharray:6 3}#arrow path{fill:#4b5f68}.here .box,.here .condition,.here .end{fill:#d2e9f0;stroke:#005a73;stroke-width:3}.mark{fill:#00657f}.marked{fill:#fff;font-size:12px;font-weight:600}@media screen and (prefers-color-scheme:dark){text{fill:#e8f1f4}.question,.label,.ending{fill:#a9bcc4}.even{fill:#0d1a20}.odd{fill:#12222a}.head{fill:#0e3440;stroke:#2c4551}.even,.odd{stroke:#2c4551}.box{fill:#192d36;stroke:#7d959f}.rule{stroke:#7d959f}.condition{fill:#332700;stroke:#d0a63a}.start{fill:#5cc5dd}.end{fill:#0d1a20;stroke:#e8f1f4}.way{stroke:#a9bcc4}#arrow path{fill:#a9bcc4}.here .box,.here .condition,.here .end{fill:#124250;stroke:#6fd0e6}.mark{fill:#5cc5dd}.marked{fill:#06242d}}</style>`;

const arrow = xml`<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L8 4L0 8z"/></marker></defs>`;

/**
 * The diagram of a channel (annex 2 of the regulations) as a picture that stands by itself: units as lanes, steps, conditions, ways; in
 * the description the same as sentences (PRO-7).
 *
 * @throws an ordinary error for a channel that the regulation does not have
 */
export function drawProcess(regulation: Regulation, wish: DiagramWish): Html {
  const { locale } = wish;
  const drawing = drawingOf(regulation, wish);
  const { layout, headLength } = drawing;
  const channel = channelOf(regulation, wish.channel);
  const title = `${regulation.passport.shortTitle[locale]}: ${channel.title[locale]}`;
  const told = narrateProcess(regulation, channel, wish).map(({ number, text }) => `${number}. ${text}`);
  const size = diagramSize(regulation, wish);
  const view = `${-margin} ${-margin} ${size.width} ${size.height}`;
  const ways = Array.from(layout.ways, ([edge, points]) => wayOf(edge, points, locale));
  const nodes = Array.from(layout.boxes, ([node, box]) => nodeOf(node, box, wish));
  return xml`<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="${view}" lang="${locale}" role="img" aria-labelledby="title desc"><title id="title">${title}</title><desc id="desc">${told.join('\n')}</desc>${style}${arrow}${lanesOf(drawing)}<g transform="translate(0 ${headLength})">${ways}${nodes}</g></svg>`;
}
