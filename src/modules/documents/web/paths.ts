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
  pdf: (id: string) => `/documents/${id}/pdf`,
  signature: (id: string) => `/documents/${id}/signature`,
} as const;
