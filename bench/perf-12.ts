import { rounded } from './figures.ts';
import type { Figure, Growth } from './figures.ts';

/** How many times more one costs for each ten times more that are stored; the worst step of them. */
function worstStep(grown: readonly Growth[]): { factor: number; steps: string } {
  const sorted = grown.toSorted((a, b) => a.stored - b.stored);
  const steps = sorted.slice(1).map(({ stored, milliseconds }, place) => {
    const before = sorted[place] ?? { stored, milliseconds };
    const tens = Math.log10(stored / before.stored);
    return { factor: (milliseconds / before.milliseconds) ** (1 / tens), to: `${rounded(before.stored)} to ${rounded(stored)}` };
  });
  const text = steps.map(({ factor, to }) => `${to}: ${rounded(factor)}×`).join(', ');
  return { factor: Math.max(...steps.map(({ factor }) => factor)), steps: text };
}

/** PERF-12 out of the figures of the same run: one line for each of what was measured at several sizes. */
export function growthOf(figures: readonly Figure[]): Figure[] {
  const measured = figures.flatMap(({ id, growth }) => (growth === undefined ? [] : [{ id, growth }]));
  const series = Map.groupBy(measured, ({ id, growth }) => `${id}, ${growth.of}`);
  return [...series]
    .filter(([, grown]) => grown.length > 1)
    .map(([of, grown]) => {
      const { factor, steps } = worstStep(grown.map(({ growth }) => growth));
      return {
        id: 'PERF-12',
        what: `time for one, per ten times more stored: ${of}`,
        value: factor,
        unit: '×',
        wanted: 'less than 1.5×',
        met: factor < 1.5,
        beside: steps,
      };
    });
}
