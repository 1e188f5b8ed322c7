import { z } from 'zod';
import { shapeFindings } from './finding.ts';
import type { Finding, Read } from './finding.ts';
import { fillTemplate } from './template.ts';
import { translated } from './words.ts';

const plain = z.looseObject({});
const named = z.looseObject({ id: z.string() });
const like = z.looseObject({ id: z.string().optional(), like: z.string().optional() });

const channelTemplate = z.looseObject({
  kind: z.string(),
  steps: z.array(z.looseObject({ unit: z.string(), title: translated })),
});

/**
 * What the services have alike (`regulations/common/`): units, the steps of each channel without their limits, parts of outputs,
 * notices, the survey. Plain data, which the checker sees as part of each definition that takes it.
 */
export const commonPartsSchema = z.strictObject({
  units: z.array(named),
  channels: z.record(z.string(), channelTemplate),
  outputs: z.record(z.string(), like),
  notices: plain,
  survey: plain,
});
export type CommonParts = z.infer<typeof commonPartsSchema>;

/** A channel that goes as it goes in all services, with what is the service's own. */
const likeChannel = z.strictObject({
  like: z.string(),
  /** In the order of the steps, as the annex's table gives them; `-` where it has a dash. */
  limits: z.array(z.string()),
  /** What the consumer receives: fills {{result}} in the titles of the steps. */
  result: translated,
});
type LikeChannel = z.infer<typeof likeChannel>;

const ownChannel = z.looseObject({ like: z.undefined().optional(), steps: z.array(z.looseObject({ unit: z.string() })) });

const definition = z.looseObject({
  process: z.looseObject({ units: z.array(named).default([]), channels: z.array(z.union([likeChannel, ownChannel])) }),
  outputs: z.array(like),
  notices: plain.default({}),
  survey: plain.optional(),
});

type Report = (path: string, reason: string) => void;

function channelLike({ like: name, limits, result }: LikeChannel, { channels }: CommonParts, report: Report) {
  const path = `process.channels.${name}`;
  const template = channels[name];
  if (template === undefined) {
    report(path, `there is no common channel ${name}`);
    return { kind: name, steps: [] };
  }
  if (limits.length !== template.steps.length)
    report(path, `${limits.length} limits for ${template.steps.length} steps; a step without limit is written as -`);
  const steps = template.steps.map((step, place) => ({
    ...step,
    title: {
      kk: fillTemplate(step.title.kk, { result: result.kk }),
      ru: fillTemplate(step.title.ru, { result: result.ru }),
      en: fillTemplate(step.title.en, { result: result.en }),
    },
    limit: limits[place] === '-' ? undefined : limits[place],
  }));
  return { ...template, steps };
}

/** An output over the common one that it names, which may name another. */
function outputLike(output: z.infer<typeof like>, common: CommonParts, report: Report): object {
  const { like: name, ...own } = output;
  if (name === undefined) return own;
  const { [name]: taken, ...others } = common.outputs;
  if (taken === undefined) report(`outputs.${own.id ?? name}`, `there is no common output ${name}`);
  return { ...outputLike(taken ?? {}, { ...common, outputs: others }, report), ...own };
}

/**
 * A definition as it stands in a service's folder, with the common parts that it names written out: what the checker and the engine
 * read is always whole. What a service says itself (a unit, a notice, a field of an output) stands over what is common.
 */
export function wholeDefinition(raw: unknown, common: CommonParts): Read<unknown> {
  const parsed = definition.safeParse(raw);
  if (!parsed.success) return { kind: 'faulty', findings: shapeFindings(parsed.error, raw) };
  const { process, outputs, notices, survey = common.survey } = parsed.data;
  const findings: Finding[] = [];
  const report: Report = (path, reason) => findings.push({ code: 'commonPart', path, reason });
  const channels = process.channels.map((one) => (one.like === undefined ? one : channelLike(one, common, report)));
  const used = new Set(channels.flatMap(({ steps }) => steps.map(({ unit }) => unit)));
  const own = new Set(process.units.map(({ id }) => id));
  const units = [...process.units, ...common.units.filter(({ id }) => used.has(id) && !own.has(id))];
  const whole = {
    ...parsed.data,
    process: { ...process, units, channels },
    outputs: outputs.map((output) => outputLike(output, common, report)),
    notices: { ...common.notices, ...notices },
    survey,
  };
  return findings.length === 0 ? { kind: 'read', value: whole } : { kind: 'faulty', findings };
}
