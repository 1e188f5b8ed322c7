/** How a twin misbehaves when it is told to, so that bad days can be tried (REL-3). */
export const faultModes = ['none', 'down', 'slow', 'cutOff', 'garbage', 'endless'] as const;
export type FaultMode = (typeof faultModes)[number];

export function parseFaultMode(text: unknown): FaultMode | undefined {
  return faultModes.find((mode) => mode === text);
}

/** Milliseconds by which a slow twin is late. */
export const slowness = 30_000;

/** Bytes that an endless answer would have. */
export const endlessBytes = 10 * 1024 ** 3;
