/** What the page tells the island; the server renders it (`verifyPage` of the module documents). */
export interface ScanSettings {
  readonly locale: 'kk' | 'ru' | 'en';
  /** Address of the roots and lists. */
  readonly trust: string;
  /** Address of the reader's WebAssembly. */
  readonly reader: string;
  /** Address and scope of the service worker. */
  readonly worker: string;
  readonly scope: string;
}
