/** Addresses of this module's pages. */
export const verifyPaths = {
  page: '/verify',
  file: '/verify/file',
  text: '/verify/text',
  number: '/verify/number',
  signature: '/verify/signature',
  api: '/verify/api',
  /** Roots and newest lists, for the page that verifies by itself. */
  trust: '/verify/trust.json',
  reader: '/verify/reader.wasm',
  worker: '/verify/worker.js',
} as const;

export const documentPaths = {
  /** Shown by the browser; the others are saved. */
  open: (id: string) => `/documents/${id}`,
  pdf: (id: string) => `/documents/${id}/pdf`,
  signature: (id: string) => `/documents/${id}/signature`,
} as const;

const cabinet = '/cabinet/documents';

/** The cabinet's section «Құжаттар» (CAB-3). */
export const keptPaths = {
  list: cabinet,
  add: `${cabinet}/new`,
  document: (id: string) => `${cabinet}/${id}`,
  file: (id: string) => `${cabinet}/${id}/file`,
  open: (id: string) => `${cabinet}/${id}/open`,
  rename: (id: string) => `${cabinet}/${id}/rename`,
  replace: (id: string) => `${cabinet}/${id}/replace`,
  delete: (id: string) => `${cabinet}/${id}/delete`,
} as const;
