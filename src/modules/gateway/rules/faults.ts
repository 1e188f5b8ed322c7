/**
 * Why the gateway or a system's endpoint refuses a message. The codes are ours (only the success code SCSS001 is published).
 * `status`: SOAP 1.1 §6.2 wants 500 with every fault; bytes that are no signed message get 4xx, as WS-I BP 1.1 R1113 allows.
 * `retry`: the same message may succeed later, so the relay keeps it; all others end as dead letters.
 */
const faultTable = {
  malformed: { code: 'SCSE001', status: 400, retry: false },
  tooLarge: { code: 'SCSE002', status: 413, retry: false },
  signature: { code: 'SCSE003', status: 400, retry: false },
  certificate: { code: 'SCSE004', status: 400, retry: false },
  sender: { code: 'SCSE005', status: 500, retry: false },
  service: { code: 'SCSE006', status: 500, retry: false },
  right: { code: 'SCSE007', status: 500, retry: false },
  expired: { code: 'SCSE008', status: 500, retry: false },
  replay: { code: 'SCSE009', status: 500, retry: false },
  conflict: { code: 'SCSE010', status: 500, retry: false },
  data: { code: 'SCSE011', status: 500, retry: false },
  unavailable: { code: 'SCSE021', status: 500, retry: true },
  timeLimit: { code: 'SCSE022', status: 500, retry: true },
  answer: { code: 'SCSE023', status: 500, retry: true },
  defect: { code: 'SCSE099', status: 500, retry: true },
} as const satisfies Record<string, { code: string; status: number; retry: boolean }>;

export type FaultName = keyof typeof faultTable;
const faultNames = Object.keys(faultTable) as FaultName[];

export const successCode = 'SCSS001';

export function faultCode(name: FaultName): string {
  return faultTable[name].code;
}

/** All codes of the gateway's own. */
export const knownCodes: readonly string[] = faultNames.map(faultCode);

/** What a fault is counted as whose code is not the gateway's: a provider's own. */
export const otherFault = 'other';

/** @returns undefined for a code that is not the gateway's. */
export function faultNameOf(code: string): FaultName | undefined {
  return faultNames.find((name) => faultTable[name].code === code);
}

export function faultStatus(name: FaultName): number {
  return faultTable[name].status;
}

/** @returns whether a message refused with this code may be sent again; unknown codes are final. */
export function mayRetry(code: string): boolean {
  const name = faultNameOf(code);
  return name !== undefined && faultTable[name].retry;
}
